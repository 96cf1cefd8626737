package io.fanfare.jobs.dashboard.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.schemas.Topics;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.Utils;

/** In which partition of `dashboard.updates` a recipient's events are. */
public final class UpdatePartitions {

  private UpdatePartitions() {}

  /** The partition that Kafka's default partitioner gives to the recipient's id as text. */
  public static int of(long recipient) {
    byte[] key = Long.toString(recipient).getBytes(UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % Topics.UPDATE_PARTITIONS;
  }

  /** Groups recipients whose events share a partition. */
  public static Collection<List<Long>> groups(List<Long> recipients) {
    return recipients.stream().collect(Collectors.groupingBy(UpdatePartitions::of)).values();
  }
}
