package io.fanfare.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.connectors.cassandra.CassandraSession;
import io.fanfare.connectors.cassandra.DeleteDashboardEntry;
import io.fanfare.local.StackAddresses;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The operator's commands know a pipeline by its configuration alone. */
@ExtendWith(SharedStack.class)
@Isolated("compares whole indices")
@Order(SharedStack.WHILE_LOGS_ARE_SHORT)
class ConfigITCase {

  @TempDir private Path elsewhere;
  private OperatorProgram program;
  private Application application;
  private CqlSession cassandra;
  private long listener;
  private Activity published;

  @BeforeEach
  void publish() throws Exception {
    program = new OperatorProgram(elsewhere);
    application = new Application();
    StackAddresses addresses = SharedStack.get().addresses();
    cassandra = CassandraSession.open(addresses.cassandra());
    listener = application.user();
    long artist = application.user();
    application.follow(listener, artist);
    Instant now = Application.now();
    long track = application.track(artist, now);
    published = new Activity(ActivityKind.TRACK, artist, track, Micros.of(now));
    assertThat(audit()).as("audit of what is captured").isZero();
  }

  @AfterEach
  void disconnect() throws SQLException {
    application.close();
    cassandra.close();
  }

  @Test
  void auditFindsAndRepairsALostEntry() throws Exception {
    lose();
    assertThat(audit()).isEqualTo(1);
    assertThat(audit("--repair", "--dry-run")).isEqualTo(1);
    assertThat(output()).contains("A repair would refresh ");
    assertThat(audit("--repair")).isZero();
    assertThat(Feed.of(listener)).containsExactly("track " + published.getObjectId());
  }

  @Test
  void resyncRefreshesATable() throws Exception {
    lose();
    assertThat(fanfare("resync", "tracks", "--dry-run", "--json")).isZero();
    assertThat(output()).contains("{\"tracks\":").contains("\"isDryRun\":true");
    assertThat(audit()).isEqualTo(1);
    assertThat(fanfare("resync", "tracks")).isZero();
    assertThat(audit()).isZero();
  }

  @Test
  void deadLettersAreListedShownReplayedAndDropped() throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            SharedStack.get().addresses().kafka().client(Map.of()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      byte[] key = ("tracks/" + published.getObjectId()).getBytes(UTF_8);
      producer.send(new ProducerRecord<>(Topics.MODELS, key, "garbage".getBytes(UTF_8))).get();
    }
    assertThat(audit()).as("the jobs have passed the garbage").isZero();
    assertThat(fanfare("deadletters", "list", "--limit", "1")).isZero();
    assertThat(output()).contains(Topics.MODELS);
    String id = output().substring(1, output().indexOf(' '));
    assertThat(fanfare("deadletters", "show", id)).isZero();
    assertThat(output()).contains("#" + id + " ").contains("    garbage");
    assertThat(fanfare("deadletters", "replay", "--limit", "1", "--dry-run")).isZero();
    assertThat(output()).contains("1 rows would be refreshed");
    assertThat(fanfare("deadletters", "replay", "--limit", "1")).isZero();
    assertThat(output()).contains("1 rows were refreshed");
    assertThat(fanfare("deadletters", "drop", id, "--dry-run")).isZero();
    assertThat(fanfare("deadletters", "list")).isZero();
    assertThat(output()).contains("#" + id + " ");
    assertThat(fanfare("deadletters", "drop", id)).isZero();
    assertThat(output()).contains("1 dead letters were dropped.");
    assertThat(fanfare("deadletters", "list")).isZero();
    assertThat(output()).doesNotContain("#" + id + " ");
    assertThat(fanfare("deadletters", "show", "987654321")).isEqualTo(1);
    assertThat(output()).contains("There is no dead letter with the id 987654321");
  }

  @Test
  void searchIsRebuiltFromTheLogAndFromASavepoint() throws Exception {
    for (List<String> how : List.of(List.<String>of(), List.of("--from-savepoint"))) {
      assertThat(
              fanfare(
                  Stream.concat(Stream.of("backfill", "search", "start"), how.stream())
                      .toArray(String[]::new)))
          .as(String.join(" ", how))
          .isZero();
      assertThat(output()).contains("searches now use");
      assertThat(fanfare("backfill", "search", "finish", "--dry-run")).isZero();
      assertThat(output()).containsPattern("tracks-v2\\S* would be removed");
      assertThat(fanfare("backfill", "search", "rollback")).isZero();
      assertThat(fanfare("backfill", "search", "finish")).isZero();
    }
  }

  @Test
  void statsAreRebuiltFromTheLogAndFromASavepoint() throws Exception {
    assertThat(fanfare("backfill", "stats", "start", "--dry-run")).isZero();
    assertThat(output()).contains("would be rebuilt from the log");
    assertThat(fanfare("backfill", "stats", "start")).isZero();
    assertThat(fanfare("backfill", "stats", "start", "--from-savepoint")).isZero();
    assertThat(output()).contains("are rebuilt");
  }

  @Test
  void doctorFindsAndSetupMendsATopicWithAnotherSetting() throws Exception {
    assertThat(fanfare("jobs")).isZero();
    assertThat(fanfare("doctor")).isZero();
    assertThat(fanfare("setup", "apply", "--replication-factor", "1", "--dry-run")).isZero();
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.PROGRESS);
    try (Admin admin = Admin.create(SharedStack.get().addresses().kafka().client(Map.of()))) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  topic,
                  List.of(
                      new AlterConfigOp(
                          new ConfigEntry("retention.ms", "7200000"), AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
    assertThat(fanfare("doctor")).isEqualTo(1);
    assertThat(output())
        .contains("problem: topic progress has retention.ms=7200000, not 3600000: `fanfare setup");
    assertThat(fanfare("setup", "apply", "--replication-factor", "1")).isZero();
    assertThat(output()).contains("topic progress has retention.ms=7200000, not 3600000: done");
    assertThat(fanfare("doctor")).isZero();
  }

  private void lose() {
    cassandra.execute(
        new DeleteDashboardEntry(cassandra).bind(listener, published, LogEnd.version()));
  }

  private int audit(String... more) throws Exception {
    return fanfare(
        Stream.concat(Stream.of("audit", "--user", Long.toString(listener)), Stream.of(more))
            .toArray(String[]::new));
  }

  private int fanfare(String... arguments) throws Exception {
    return program.run(arguments);
  }

  private String output() throws IOException {
    return program.output();
  }
}
