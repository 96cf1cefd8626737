package io.fanfare.ops.headroom;

import io.fanfare.ops.headroom.Headroom.Kind;
import io.fanfare.ops.topics.KafkaClients;
import io.fanfare.schemas.settings.KafkaAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** The disks of the brokers. */
public final class KafkaDisks {

  private KafkaDisks() {}

  /**
   * What is left of the disk of each directory of logs. Empty if this user has no right to know, or
   * the cluster does not report it, as some hosted ones; brokers before 3.3 report no disk.
   *
   * @throws ExecutionException if a broker does not answer
   */
  public static Optional<List<Headroom>> read(KafkaAccess kafka)
      throws ExecutionException, InterruptedException {
    try {
      return Optional.of(disks(kafka));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException
          || e.getCause() instanceof UnsupportedVersionException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static List<Headroom> disks(KafkaAccess kafka)
      throws ExecutionException, InterruptedException {
    List<Headroom> disks = new ArrayList<>();
    try (Admin admin = KafkaClients.admin(kafka, Map.of())) {
      List<Integer> brokers = admin.describeCluster().nodes().get().stream().map(Node::id).toList();
      admin
          .describeLogDirs(brokers)
          .allDescriptions()
          .get()
          .forEach(
              (broker, folders) ->
                  folders.forEach((folder, log) -> add(disks, broker, folder, log)));
    }
    return disks;
  }

  private static void add(List<Headroom> disks, int broker, String folder, LogDirDescription log) {
    if (log.totalBytes().isPresent() && log.usableBytes().isPresent()) {
      disks.add(
          Headroom.ofDisk(
              Kind.KAFKA,
              "broker %d (%s)".formatted(broker, folder),
              log.usableBytes().getAsLong(),
              log.totalBytes().getAsLong()));
    }
  }
}
