package io.fanfare.agents.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fanfare.agents.message.Delivery;
import io.fanfare.agents.message.Message;
import io.fanfare.api.dashboard.PageRows;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.models.NotificationSettings;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Choices;
import io.fanfare.schemas.notifications.ChoicesRule;
import io.fanfare.schemas.notifications.Device;
import io.fanfare.schemas.notifications.Notification;
import io.fanfare.schemas.notifications.NotificationIds;
import io.fanfare.schemas.notifications.NotifiedActivity;
import io.fanfare.schemas.notifications.Outcome;
import io.fanfare.schemas.notifications.SuppressionReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The loop on a Kafka consumer in memory, with messages that lead nowhere: users without rows. */
class AgentLoopTest {

  private static final TopicPartition PARTITION = new TopicPartition("notifications.webhook", 0);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final MockConsumer<byte[], byte[]> consumer =
      new MockConsumer<>(OffsetResetStrategy.EARLIEST);
  private final AvroCodec<Notification> codec = AvroCodec.of(Notification.class);
  private final AgentMetrics metrics = new AgentMetrics(Channel.WEBHOOK);
  private final Sink reports = new Sink();
  private final NobodysRows rows = new NobodysRows();
  private Thread thread;
  private AgentLoop loop;

  @BeforeEach
  void start() {
    Judge judge =
        new Judge(rows, new NoChoices(), new Wordbook("https://m.example"), Clock.systemUTC());
    Courier courier =
        new Courier(null, Endpoints.UNWATCHED, new NoSender(), reports, metrics, Clock.systemUTC());
    loop =
        new AgentLoop(
            "agent",
            consumer,
            Channel.WEBHOOK,
            judge,
            courier,
            10,
            reports,
            metrics,
            Clock.systemUTC());
    thread = new Thread(loop::run);
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    thread.start();
    await().atMost(PATIENCE).until(() -> !consumer.subscription().isEmpty());
    consumer.schedulePollTask(() -> consumer.rebalance(List.of(PARTITION)));
    await().atMost(PATIENCE).until(loop::isAssigned);
  }

  @AfterEach
  void stop() throws Exception {
    loop.stop();
    thread.join(20_000);
    metrics.close();
  }

  @Test
  void reportsEveryMessageAndCommitsBehindIt() {
    add(0, "1", codec.encode(message(1)));
    add(1, "2", codec.encode(message(2)));
    awaitCommitted(2);
    assertThat(reports.outcomes)
        .extracting(Outcome::getReason)
        .containsExactly(SuppressionReason.DISABLED, SuppressionReason.DISABLED);
  }

  @Test
  void reportsItsPartitionsAndWhatItHasNotRead() {
    consumer.schedulePollTask(() -> consumer.updateEndOffsets(Map.of(PARTITION, 7L)));
    awaitMetric("fanfare_agent_partitions{channel=\"webhook\"} 1.0");
    awaitMetric("fanfare_agent_behind_records{channel=\"webhook\"} 7.0");
    consumer.schedulePollTask(() -> consumer.rebalance(List.of()));
    awaitMetric("fanfare_agent_partitions{channel=\"webhook\"} 0.0");
    awaitMetric("fanfare_agent_behind_records{channel=\"webhook\"} 0.0");
  }

  private void awaitMetric(String line) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(metrics.scrape()).contains(line));
  }

  @Test
  void whatTheJobNeverEmitsIsPutAside() {
    add(0, "1", new byte[] {1, 2, 3});
    add(1, "2", codec.encode(message(1)));
    add(2, "1", codec.encode(message(1)));
    awaitCommitted(3);
    assertThat(reports.letters)
        .allSatisfy(letter -> assertThat(letter.getJob()).isEqualTo("agent"))
        .extracting(letter -> letter.getRecord().getOffset())
        .containsExactly(0L, 1L);
    assertThat(reports.outcomes).hasSize(1);
  }

  @Test
  void waitsForTheSourceAndLosesNothing() {
    rows.isAway = true;
    add(0, "1", codec.encode(message(1)));
    await().atMost(PATIENCE).until(() -> rows.asked.size() >= 2);
    assertThat(committed()).isLessThanOrEqualTo(0);
    rows.isAway = false;
    awaitCommitted(1);
    assertThat(reports.outcomes).hasSize(1);
  }

  private void add(long offset, String key, byte[] value) {
    consumer.schedulePollTask(
        () ->
            consumer.addRecord(
                new ConsumerRecord<>(PARTITION.topic(), 0, offset, key.getBytes(UTF_8), value)));
  }

  private void awaitCommitted(long offset) {
    await().atMost(PATIENCE).until(() -> committed() == offset);
  }

  private synchronized long committed() {
    OffsetAndMetadata offset = consumer.committed(Set.of(PARTITION)).get(PARTITION);
    return offset == null ? -1 : offset.offset();
  }

  private static Notification message(long recipient) {
    long now = Micros.of(Instant.now());
    Activity activity = new Activity(ActivityKind.TRACK, 1L, 5L, now);
    return new Notification(
        NotificationIds.ofActivity(recipient, Channel.WEBHOOK, activity),
        recipient,
        Channel.WEBHOOK,
        false,
        false,
        now,
        now + Micros.of(Duration.ofHours(24)),
        List.of(new NotifiedActivity(activity, 9L)));
  }

  private static final class NobodysRows implements Rows {

    private final Set<Long> asked = ConcurrentHashMap.newKeySet();
    private volatile boolean isAway;

    @Override
    public CompletionStage<Map<Long, PageRows>> of(
        Map<Long, ? extends Collection<Activity>> activities) {
      asked.add(System.nanoTime());
      return isAway
          ? CompletableFuture.failedFuture(new IllegalStateException("away"))
          : PageRows.load(new NoModels(), activities);
    }

    @Override
    public CompletionStage<Map<Long, List<NotificationSettings>>> settings(Set<Long> ids) {
      return CompletableFuture.completedFuture(Map.of());
    }
  }

  private static final class NoChoices implements Recipients {
    @Override
    public CompletionStage<Choices> choices(long recipientId) {
      return CompletableFuture.completedFuture(ChoicesRule.NONE);
    }

    @Override
    public CompletionStage<List<Device>> devices(long recipientId) {
      return CompletableFuture.completedFuture(List.of());
    }
  }

  private static final class NoSender implements ChannelSender {
    @Override
    public CompletionStage<Delivery> send(Message message, String address) {
      throw new AssertionError(message);
    }

    @Override
    public int atOnce() {
      return 10;
    }

    @Override
    public void close() {}
  }

  private static final class Sink implements Reports {

    private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
    private final List<DeadLetter> letters = new CopyOnWriteArrayList<>();

    @Override
    public CompletionStage<Void> report(List<Outcome> some) {
      outcomes.addAll(some);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> reject(DeadLetter letter) {
      letters.add(letter);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> forget(long userId, String device) {
      throw new AssertionError(device);
    }
  }
}
