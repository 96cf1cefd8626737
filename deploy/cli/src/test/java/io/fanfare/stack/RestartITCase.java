package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.connectors.cassandra.CassandraSession;
import io.fanfare.local.server.TaskManagerServer;
import io.fanfare.ops.progress.AllViews;
import io.fanfare.ops.topics.GroupOffsets;
import io.fanfare.schemas.JobNames;
import io.fanfare.schemas.Topics;
import io.fanfare.workloads.soak.NetworkHistory;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Random histories, written to MySQL, against dashboards and closeness that plain SQL computes from
 * the rows alone. Half-way through, the stack is stopped and started again with what it kept.
 */
@ExtendWith(SharedStack.class)
@Isolated("restarts the stack")
class RestartITCase {

  private static final int STEPS = 400;

  private final long seed = Long.getLong("fanfare.it.seed", System.nanoTime());
  private final InteractionHistory interactions = new InteractionHistory(seed);
  private Application application;
  private NetworkHistory network;

  @BeforeEach
  void connect() throws SQLException {
    application = new Application();
    network = application.history(seed);
    interactions.begin(application);
  }

  @AfterEach
  void disconnect() throws SQLException {
    application.close();
  }

  @Test
  void viewsAreWhatTheRowsSay() throws Exception {
    System.out.printf("history with -Dfanfare.it.seed=%d%n", seed);
    change();
    // In the middle of the effects, not after them.
    application.close();
    SharedStack.restart();
    application = new Application();
    change();
    for (long recipient : network.users()) {
      List<String> expected = DashboardOracle.entries(application.connection(), recipient);
      patiently("dashboard of " + recipient)
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(Feed.of(recipient, 5)).isEqualTo(expected));
    }
    Set<String> expected = interactions.expected(application);
    assertThat(expected).isNotEmpty();
    try (CqlSession session = CassandraSession.open(SharedStack.get().addresses().cassandra())) {
      patiently("closeness")
          .untilAsserted(() -> assertThat(interactions.stored(session)).isEqualTo(expected));
    }
  }

  @Test
  void aJobWhoseRecordsKafkaLostFailsUntilItMaySkipThem() throws Exception {
    long artist = application.user();
    long listener = application.user();
    application.follow(listener, artist);
    AllViews views = new AllViews(SharedStack.get().addresses().access());
    views.awaitCurrent();
    awaitCheckpoint(JobNames.DASHBOARD_INTERACTIVE);
    SharedStack.get().stop(TaskManagerServer.NAME);
    application.track(artist);
    loseRecords(Topics.DASHBOARD_INTERACTIVE);
    SharedStack.get().start(TaskManagerServer.NAME);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(SharedStack.get().state().problem())
                    .contains("job dashboard-interactive fails")
                    .contains("Kafka no longer has the records that the job reads next")
                    .contains("dashboard.interactive, partition 0, offset ")
                    .contains("`fanfare audit --all --repair`"));

    SharedStack.restart(SharedStack.settings().withSkippedLostRecords(true));
    new AllViews(SharedStack.get().addresses().access()).awaitCurrent();
    assertThat(SharedStack.get().state().problem()).isEmpty();
    assertThat(Feed.of(listener, 5)).hasSize(1);
  }

  /** Before its first checkpoint, a job has no position that it could lose. */
  private static void awaitCheckpoint(String job) {
    try (GroupOffsets offsets = new GroupOffsets(SharedStack.get().addresses().kafka(), job)) {
      await().atMost(Duration.ofSeconds(60)).until(() -> !offsets.read().isEmpty());
    }
  }

  /** Appends records to one partition, and has Kafka delete them, as its retention does. */
  private static void loseRecords(String topic) throws Exception {
    Map<String, Object> kafka = SharedStack.get().addresses().kafka().client(Map.of());
    RecordMetadata last = null;
    try (KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer());
        Admin admin = Admin.create(kafka)) {
      for (int i = 0; i < 3; i++) {
        last = producer.send(new ProducerRecord<>(topic, 0, null, new byte[] {1})).get();
      }
      admin
          .deleteRecords(
              Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(last.offset() + 1)))
          .all()
          .get();
    }
  }

  private ConditionFactory patiently(String view) {
    return await()
        .alias(view + ", seed " + seed)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200));
  }

  private void change() throws SQLException {
    for (int i = 0; i < STEPS; i++) {
      network.next().execute(application.connection());
      interactions.change(application);
    }
  }
}
