package io.fanfare.stack;

import static io.fanfare.stack.ConnectWorker.CONNECTOR;
import static io.fanfare.stack.ConnectWorker.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.local.DatabaseUser;
import io.fanfare.local.StackHome;
import io.fanfare.local.supervisor.ServerReport;
import io.fanfare.ops.capture.HangingTransactions;
import io.fanfare.ops.resync.Resync;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.User;
import io.fanfare.schemas.settings.KafkaAccess;
import io.fanfare.stack.ModelsTopic.Change;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What surrounds the stream: its topics, the beginning of a capture, and its secrets. */
@ExtendWith(SharedStack.class)
@Isolated("makes the capture start again, and reads all of models")
class CaptureSetupITCase {

  private static final String HEARTBEATS = "__debezium-heartbeat.fanfare";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Application application;
  private ModelsTopic models;

  @BeforeEach
  void open() throws SQLException {
    application = new Application();
    models = new ModelsTopic(application);
  }

  @AfterEach
  void close() throws SQLException {
    models.close();
    application.close();
  }

  @Test
  void modelsIsOneCompactedLogThatItsBrokerDates() throws Exception {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.MODELS);
    try (Admin admin = Admin.create(kafka().client(Map.of()))) {
      Config config = admin.describeConfigs(List.of(topic)).all().get().get(topic);
      assertThat(config.get("cleanup.policy").value()).isEqualTo("compact");
      assertThat(config.get("message.timestamp.type").value()).isEqualTo("LogAppendTime");
      assertThat(config.get("min.compaction.lag.ms").value())
          .isEqualTo(Long.toString(Duration.ofDays(7).toMillis()));
      assertThat(
              admin
                  .describeTopics(List.of(Topics.MODELS))
                  .allTopicNames()
                  .get()
                  .get(Topics.MODELS)
                  .partitions())
          .hasSize(1);
    }
  }

  @Test
  void heartbeatsHaveTheirOwnTopicAndNeverReachModels() throws Exception {
    TopicPartition heartbeats = new TopicPartition(HEARTBEATS, 0);
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            kafka().client(Map.of()), new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(heartbeats));
      consumer.seekToEnd(List.of(heartbeats));
      consumer.position(heartbeats);
      for (int i = 0; i < 3; i++) {
        Awaitility.await()
            .atMost(PATIENCE)
            .pollInSameThread()
            .until(() -> !consumer.poll(Duration.ofMillis(100)).isEmpty());
      }
    }
    assertThat(models.changes(application)).isEmpty();
  }

  /**
   * One that its coordinator has forgotten cannot be made here; it takes a broker that restarts.
   */
  @Test
  void aTransactionThatGoesOnIsNotTakenForOneThatHangs() throws Exception {
    String topic = "transactions-of-a-test";
    try (Admin admin = Admin.create(kafka().client(Map.of()))) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            kafka().client(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topic)),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic, new byte[1])).get();
      assertThat(HangingTransactions.abort(kafka(), List.of(topic, "no-such-topic"))).isZero();
      producer.commitTransaction();
    }
    assertThat(HangingTransactions.abort(kafka(), List.of(topic))).isZero();
  }

  /**
   * The connector is made to forget how far it was: it begins as with any existing database. What
   * was deleted meanwhile is taken back by the resync that the stack asks for.
   */
  @Test
  void rowsThatAreOlderThanTheCaptureArriveAsSnapshot() throws Exception {
    long user = application.user();
    long destroyed = application.user();
    send("PUT", CONNECTOR + "/stop");
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> send("GET", CONNECTOR + "/status").contains("\"state\":\"STOPPED\""));
    long unseen = application.user();
    application.execute("UPDATE users SET city = 'Köln 🎧' WHERE id = ?", user);
    application.execute("DELETE FROM users WHERE id = ?", destroyed);
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> send("DELETE", CONNECTOR + "/offsets").contains("successfully"));
    send("PUT", CONNECTOR + "/resume");
    application.execute("UPDATE users SET city = 'Bonn' WHERE id = ?", unseen);

    List<Change> changes = models.changes(application);
    Change snapshot = last(changes, "create.User users/" + user);
    assertThat(snapshot.broadcast().getSnapshot()).isTrue();
    assertThat(snapshot.broadcast().getBefore()).isNull();
    assertThat(((User) snapshot.broadcast().getAfter()).getCity()).isEqualTo("Köln 🎧");
    assertThat(snapshot.broadcast().getSource()).isNotNull();
    assertThat(last(changes, "create.User users/" + unseen).broadcast().getSnapshot()).isTrue();
    assertThat(changes.stream().filter(change -> change.key().equals("users/" + destroyed)))
        .extracting(Change::toString)
        .containsExactly("create.User users/" + destroyed);
    long later = application.user();
    assertThat(last(models.changes(application), "create.User users/" + later).broadcast())
        .extracting(broadcast -> broadcast.getSnapshot())
        .isEqualTo(false);

    awaitProblem(problem -> problem.contains("run `fanfare resync --all`"));
    new Resync(SharedStack.get().addresses().access(), new PrintWriter(System.out, true))
        .run(EnumSet.allOf(Model.class), true);
    last(models.changes(application), "destroy.User users/" + destroyed);
    awaitProblem(String::isEmpty);
  }

  private static void awaitProblem(Predicate<String> expected) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> expected.test(SharedStack.get().state().problem()));
  }

  @ParameterizedTest
  @EnumSource
  void aPasswordIsInNoFileButItsOwnAndInNoAnswer(DatabaseUser user) throws Exception {
    String password = SharedStack.settings().secrets().password(user);
    StackHome home = SharedStack.settings().home();
    assertThat(LiveFiles.containing(home.root(), password))
        .filteredOn(file -> !file.startsWith(home.secrets()))
        .isEmpty();
    for (String path :
        List.of(
            "/connectors?expand=info&expand=status",
            CONNECTOR,
            CONNECTOR + "/config",
            CONNECTOR + "/status",
            CONNECTOR + "/tasks",
            CONNECTOR + "/tasks/0/status",
            CONNECTOR + "/offsets")) {
      assertThat(send("GET", path)).as(path).isNotEmpty().doesNotContain(password);
    }
    for (ServerReport server : SharedStack.get().state().servers()) {
      Path process = Path.of("/proc", Long.toString(server.pid()));
      assertThat(LiveFiles.contains(process.resolve("cmdline"), password)).isFalse();
      assertThat(LiveFiles.contains(process.resolve("environ"), password)).isFalse();
    }
  }

  private static Change last(List<Change> changes, String eventAndKey) {
    return changes.stream()
        .filter(change -> change.toString().equals(eventAndKey))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private static KafkaAccess kafka() {
    return SharedStack.get().addresses().kafka();
  }
}
