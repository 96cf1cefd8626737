package io.fanfare.ops.doctor;

import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.headroom.Headroom;
import io.fanfare.ops.headroom.KafkaDisks;
import io.fanfare.ops.progress.Clocks;
import io.fanfare.ops.setup.Difference;
import io.fanfare.ops.setup.TopicSetup;
import io.fanfare.ops.source.SourceConnection;
import io.fanfare.ops.topics.KafkaClients;
import io.fanfare.schemas.settings.KafkaAccess;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** Kafka: its topics, and whether its clock is that of the source and of this machine. */
record KafkaHealth(PipelineAccess pipeline) implements Check {

  private static final int SAFE_COPIES = 3;

  @Override
  public String server() {
    return "Kafka " + pipeline.kafka();
  }

  @Override
  public void add(List<Finding> findings) throws Exception {
    KafkaAccess kafka = pipeline.kafka();
    int brokers;
    try (Admin admin = KafkaClients.admin(kafka, Map.of())) {
      brokers = admin.describeCluster().nodes().get().size();
    }
    if (brokers < SAFE_COPIES) {
      findings.add(
          Finding.advice(
              "It has fewer than %d brokers, so what is acknowledged can be lost with one of them.",
              SAFE_COPIES));
    }
    List<Difference> differences =
        new TopicSetup(kafka, Math.min(brokers, SAFE_COPIES)).differences();
    differences.stream().map(Finding::of).forEach(findings::add);
    if (differences.isEmpty()) {
      try (Connection source = SourceConnection.openToRead(pipeline.source())) {
        new Clocks(kafka).farApart(source).forEach(clock -> findings.add(new Finding(true, clock)));
      }
    }
    disks(kafka, findings);
  }

  private static void disks(KafkaAccess kafka, List<Finding> findings)
      throws ExecutionException, InterruptedException {
    Optional<List<Headroom>> disks = KafkaDisks.read(kafka);
    if (disks.isEmpty()) {
      findings.add(
          Finding.advice(
              "Its disks were not checked: kafka-acls.sh --add --allow-principal User:NAME"
                  + " --operation Describe --cluster. A hosted cluster may not report them at all."));
      return;
    }
    for (Headroom disk : disks.get()) {
      if (disk.isLow()) {
        findings.add(
            Finding.problem(
                "The disk of %s has %s left, and a broker whose disk is full stops: make it larger,"
                    + " or find what fills it with `kafka-log-dirs.sh --describe`.",
                disk.place(), disk.percent()));
      }
    }
  }
}
