package io.fanfare.workloads.bench.notifications;

import io.fanfare.api.notifications.KafkaRecipientLog;
import io.fanfare.api.topics.TopicWriter;
import io.fanfare.ops.Await;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.topics.GroupOffsets;
import io.fanfare.schemas.JobNames;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.NotificationSettings;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Channels;
import io.fanfare.schemas.notifications.Device;
import io.fanfare.workloads.bench.kit.BenchStack;
import io.fanfare.workloads.bench.kit.StoredSum;
import io.fanfare.workloads.source.ApplicationConnection;
import io.fanfare.workloads.source.InsertRows;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Makes listeners want notifications: their settings as the application writes them, and their
 * devices as the API appends them.
 *
 * @param origin of the receiver
 */
record Subscribing(BenchStack bench, Wishes wishes, String origin, long seed) {

  private static final int ROWS_IN_STATEMENT = 500;
  private static final int DAY_MINUTES = 24 * 60;

  /** The API's writer holds no more than it can send in a few seconds. */
  private static final int APPENDED_TOGETHER = 2_000;

  /** Browsers have a key each. Pushes cost the same if some share it, and the start is shorter. */
  private static final int KEYS = 1_000;

  private static final int NUMBER_BYTES = 32;
  private static final int AUTH_BYTES = 16;
  private static final byte UNCOMPRESSED = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** Writes settings and devices, and returns when the job and the agents know all of them. */
  void write() throws SQLException, InterruptedException {
    writeSettings();
    appendDevices();
    StoredSum.await(wishes.count(Channel.PUSH), bench.devices()::count);
    awaitSettings();
  }

  private void writeSettings() throws SQLException {
    try (Connection source = ApplicationConnection.open(bench.addresses())) {
      InsertRows<NotificationSettings> rows =
          new InsertRows<>(source, Model.NOTIFICATION_SETTINGS, ROWS_IN_STATEMENT);
      for (Channel channel : Channel.values()) {
        PrimitiveIterator.OfLong ids = wishes.wanting(channel).iterator();
        while (ids.hasNext()) {
          rows.add(settings(ids.nextLong(), channel));
        }
      }
      rows.flush();
    }
  }

  private NotificationSettings settings(long listener, Channel channel) {
    return NotificationSettings.newBuilder()
        .setUserId(listener)
        .setChannel(Channels.name(channel))
        .setActivityType("track")
        .setEnabled(true)
        .setDigestMinutes(channel == Channel.EMAIL ? DAY_MINUTES : null)
        .setAddress(
            switch (channel) {
              case PUSH -> null;
              case EMAIL -> "listener-" + listener + "@fanfare.example";
              case WEBHOOK -> origin + Deliveries.webhookPath(listener);
            })
        .build();
  }

  private void appendDevices() {
    List<byte[]> keys = keys();
    Random random = new Random(seed);
    long now = Micros.of(Instant.now());
    try (TopicWriter writer = new TopicWriter(bench.addresses().kafka())) {
      KafkaRecipientLog log = new KafkaRecipientLog(writer);
      List<CompletableFuture<?>> appended = new ArrayList<>();
      PrimitiveIterator.OfLong ids = wishes.wanting(Channel.PUSH).iterator();
      while (ids.hasNext()) {
        long listener = ids.nextLong();
        byte[] auth = new byte[AUTH_BYTES];
        random.nextBytes(auth);
        Device device =
            new Device(
                listener,
                "device-" + listener,
                origin + Deliveries.pushPath(listener),
                ByteBuffer.wrap(keys.get((int) (listener % KEYS))),
                ByteBuffer.wrap(auth),
                now);
        appended.add(log.append(device).toCompletableFuture());
        if (appended.size() == APPENDED_TOGETHER || !ids.hasNext()) {
          CompletableFuture.allOf(appended.toArray(CompletableFuture[]::new)).join();
          appended.clear();
        }
      }
    } catch (CompletionException e) {
      throw new OperationException("A device could not be registered: " + e.getCause(), e);
    }
  }

  private static List<byte[]> keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      List<byte[]> keys = new ArrayList<>();
      for (int i = 0; i < KEYS; i++) {
        keys.add(encode(((ECPublicKey) generator.generateKeyPair().getPublic()).getW()));
      }
      return keys;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JVM has no curve P-256.", e);
    }
  }

  private static byte[] encode(ECPoint point) {
    ByteBuffer bytes = ByteBuffer.allocate(1 + 2 * NUMBER_BYTES).put(UNCOMPRESSED);
    for (byte[] number :
        List.of(point.getAffineX().toByteArray(), point.getAffineY().toByteArray())) {
      int length = Math.min(NUMBER_BYTES, number.length);
      bytes.put(new byte[NUMBER_BYTES - length]).put(number, number.length - length, length);
    }
    return bytes.array();
  }

  /** The job has read all settings: posts would wait for them. */
  private void awaitSettings() throws InterruptedException {
    bench.awaitViews();
    try (GroupOffsets job = new GroupOffsets(bench.addresses().kafka(), JobNames.NOTIFICATIONS)) {
      Map<TopicPartition, Long> ends = job.bounds(List.of(Topics.MODELS), OffsetSpec.latest());
      boolean isThere =
          Await.within(
              PATIENCE,
              () -> {
                Map<TopicPartition, Long> read = job.read();
                return ends.entrySet().stream()
                    .allMatch(end -> read.getOrDefault(end.getKey(), 0L) >= end.getValue());
              });
      if (!isThere) {
        throw new OperationException(
            "The job %s has not read all settings within %d minutes."
                .formatted(JobNames.NOTIFICATIONS, PATIENCE.toMinutes()));
      }
    }
  }
}
