package io.fanfare.ops.doctor;

import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.progress.Clocks;
import io.fanfare.ops.setup.Difference;
import io.fanfare.ops.setup.TopicSetup;
import io.fanfare.ops.source.SourceConnection;
import io.fanfare.ops.topics.KafkaClients;
import io.fanfare.schemas.settings.KafkaAccess;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
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
  }
}
