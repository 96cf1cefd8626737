package io.fanfare.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.jobs.closeness.ClosenessConfig;
import io.fanfare.jobs.closeness.ClosenessJob;
import io.fanfare.jobs.dashboard.DashboardConfig;
import io.fanfare.jobs.dashboard.DashboardJob;
import io.fanfare.jobs.fanout.FanOutConfig;
import io.fanfare.jobs.fanout.FanOutJob;
import io.fanfare.jobs.notifications.NotificationsConfig;
import io.fanfare.jobs.notifications.NotificationsJob;
import io.fanfare.jobs.search.SearchConfig;
import io.fanfare.jobs.search.SearchJob;
import io.fanfare.jobs.stats.StatsConfig;
import io.fanfare.jobs.stats.StatsJob;
import io.fanfare.schemas.settings.Settings;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/**
 * A savepoint finds an operator's state by its uid: one that is missing or changed drops the state
 * without a word.
 */
class OperatorUidsTest {

  @Test
  void ofFanOutNeverChange() {
    assertThat(
            uids(FanOutJob.define(settings("--kafka-bootstrap", "h:1").build(FanOutConfig::from))))
        .containsExactlyInAnyOrder(
            "models-source",
            "read-models",
            "decide-at-actor",
            "fan-out-bucket",
            "interactive-sink",
            "Sink Committer: interactive-sink",
            "batch-sink",
            "Sink Committer: batch-sink",
            "deadletters-sink",
            "Sink Committer: deadletters-sink");
  }

  @Test
  void ofDashboardNeverChange() {
    Settings settings =
        settings(
            "--lane", "batch",
            "--kafka-bootstrap", "h:1",
            "--cassandra-contact-points", "h:2",
            "--cassandra-datacenter", "d");
    assertThat(uids(DashboardJob.define(settings.build(DashboardConfig::from))))
        .containsExactlyInAnyOrder(
            "lane-source",
            "persist-chunk",
            "personalize",
            "updates-sink",
            "Sink Committer: updates-sink",
            "progress-sink",
            "Sink Committer: progress-sink",
            "deadletters-sink",
            "Sink Committer: deadletters-sink");
  }

  @Test
  void ofClosenessNeverChange() {
    Settings settings =
        settings(
            "--kafka-bootstrap", "h:1",
            "--cassandra-contact-points", "h:2",
            "--cassandra-datacenter", "d");
    assertThat(uids(ClosenessJob.define(settings.build(ClosenessConfig::from))))
        .containsExactlyInAnyOrder(
            "models-source",
            "read-models",
            "decide-at-object",
            "persist-closeness",
            "report-progress",
            "progress-sink",
            "Sink Committer: progress-sink",
            "deadletters-sink",
            "Sink Committer: deadletters-sink");
  }

  @Test
  void ofSearchNeverChange() {
    Settings settings = settings("--kafka-bootstrap", "h:1", "--elasticsearch-urls", "http://h:2");
    assertThat(uids(SearchJob.define(settings.build(SearchConfig::from))))
        .containsExactlyInAnyOrder(
            "models-source",
            "plays-source",
            "read-plays",
            "read-models",
            "part-changes",
            "decide-at-owner",
            "decide-at-document",
            "persist-documents",
            "report-progress",
            "progress-sink",
            "Sink Committer: progress-sink",
            "deadletters-sink",
            "Sink Committer: deadletters-sink");
  }

  @Test
  void ofStatsNeverChange() {
    Settings settings =
        settings(
            "--kafka-bootstrap", "h:1",
            "--cassandra-contact-points", "h:2",
            "--cassandra-datacenter", "d");
    assertThat(uids(StatsJob.define(settings.build(StatsConfig::from))))
        .containsExactlyInAnyOrder(
            "events-source",
            "read-events",
            "count-once",
            "bundle-events",
            "gather-bundles",
            "models-source",
            "read-models",
            "count-at-subject",
            "tell-plays",
            "plays-sink",
            "Sink Committer: plays-sink",
            "persist-cells",
            "report-progress",
            "progress-sink",
            "Sink Committer: progress-sink",
            "deadletters-sink",
            "Sink Committer: deadletters-sink");
  }

  @Test
  void ofNotificationsNeverChange() {
    Settings settings =
        settings(
            "--kafka-bootstrap", "h:1",
            "--cassandra-contact-points", "h:2",
            "--cassandra-datacenter", "d");
    assertThat(uids(NotificationsJob.define(settings.build(NotificationsConfig::from))))
        .containsExactlyInAnyOrder(
            "models-source",
            "read-settings",
            "updates-source",
            "read-entry-changes",
            "choices-source",
            "read-choices",
            "persist-recipients",
            "decide-at-recipient",
            "messages-sink",
            "Sink Committer: messages-sink",
            "outcomes-sink",
            "Sink Committer: outcomes-sink",
            "deadletters-sink",
            "Sink Committer: deadletters-sink");
  }

  private static List<String> uids(StreamExecutionEnvironment job) {
    StreamGraph graph = job.getStreamGraph();
    // Fails where a type would fall to Kryo, or an operator has no uid.
    assertThat(graph.getJobGraph()).isNotNull();
    return graph.getStreamNodes().stream().map(StreamNode::getTransformationUID).toList();
  }

  private static Settings settings(String... flags) {
    return Settings.of(flags, Map.of());
  }
}
