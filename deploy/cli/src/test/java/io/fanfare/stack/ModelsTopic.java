package io.fanfare.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.fanfare.schemas.Topics;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.models.Event;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.Unreadable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads `models` from the moment it is opened. The topic has one order, that of the commits: once a
 * row has come that was written last, everything before it has come, or never will. So tests say
 * exactly what is there, without waiting for what must not come.
 */
final class ModelsTopic implements AutoCloseable {

  private static final TopicPartition PARTITION = new TopicPartition(Topics.MODELS, 0);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final AvroCodec<ModelBroadcast> BROADCASTS = AvroCodec.of(ModelBroadcast.class);
  private static final AvroCodec<Unreadable> UNREADABLES = AvroCodec.of(Unreadable.class);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<Change> seen = new ArrayList<>();

  /** Opens it behind everything that was committed until now. */
  ModelsTopic(Application application) throws SQLException {
    consumer =
        new KafkaConsumer<>(
            SharedStack.get()
                .addresses()
                .kafka()
                .client(Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(List.of(PARTITION));
    consumer.seekToEnd(List.of(PARTITION));
    // Seeking is lazy: only asking for the position fixes it.
    consumer.position(PARTITION);
    changes(application);
    seen.clear();
  }

  /** Every change that was committed since this was opened, in the order of the topic. */
  List<Change> changes(Application application) throws SQLException {
    String mark = mark(application);
    await()
        .alias("the change of " + mark)
        .atMost(PATIENCE)
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .until(() -> read().stream().anyMatch(change -> change.key().equals(mark)));
    seen.removeIf(change -> change.key().equals(mark));
    return List.copyOf(seen);
  }

  /** What has come by now. */
  List<Change> read() {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      seen.add(new Change(record));
    }
    return seen;
  }

  private static String mark(Application application) throws SQLException {
    long id = Application.newId();
    application.execute(
        "INSERT INTO mutes (user_id, muted_user_id, created_at)"
            + " VALUES (?, ?, UTC_TIMESTAMP(6))",
        id,
        id);
    return "mutes/" + id + "/" + id;
  }

  @Override
  public void close() {
    consumer.close();
  }

  /** One record of the topic. */
  record Change(ConsumerRecord<byte[], byte[]> record) {

    String key() {
      return new String(record.key(), UTF_8);
    }

    /** The header `event`, of which there is one and no more. */
    String event() {
      List<String> events = new ArrayList<>();
      for (Header header : record.headers().headers(Event.HEADER)) {
        events.add(new String(header.value(), UTF_8));
      }
      return String.join(" and ", events);
    }

    ModelBroadcast broadcast() {
      return decoded(BROADCASTS);
    }

    Unreadable unreadable() {
      return decoded(UNREADABLES);
    }

    private <T extends SpecificRecord> T decoded(AvroCodec<T> codec) {
      try {
        return codec.decode(record.value());
      } catch (UndecodableException e) {
        throw new AssertionError(this + " is not what was expected", e);
      }
    }

    /** Event and key: `create.Track tracks/7`. */
    @Override
    public String toString() {
      return event() + " " + key();
    }
  }
}
