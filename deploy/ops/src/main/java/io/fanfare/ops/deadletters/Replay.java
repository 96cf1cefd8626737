package io.fanfare.ops.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.refresh.Refresher;
import io.fanfare.ops.refresh.RowKey;
import io.fanfare.ops.refresh.SelectRows;
import io.fanfare.ops.refresh.UnreadableRows;
import io.fanfare.ops.source.SourceConnection;
import io.fanfare.ops.topics.ModelsAppender;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.deadletters.LogRecord;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Gives what was put aside another try. A fan-out chunk goes back to its lane as it is, with its
 * version, so that whatever was decided since then still wins; a domain event goes back to its
 * topic, where it counts once. A change of a row is never repeated: the row is said again as it is
 * now. Doing it twice is harmless, so nothing keeps book of it.
 */
public final class Replay {

  /** Topics whose records can be sent again as they are. */
  private static final List<String> SENT_AGAIN =
      List.of(
          Topics.DASHBOARD_INTERACTIVE,
          Topics.DASHBOARD_BATCH,
          Topics.EVENTS_PLAYS,
          Topics.EVENTS_DOWNLOADS);

  private final Producer<byte[], byte[]> producer;
  private final Refresher refresher;

  /**
   * What became of the letters.
   *
   * @param sentAgain went back to their topics as they are
   * @param rows were said again, as they are or as gone
   * @param passedOver of them nobody can tell which row they are
   * @param unsaid rows that are gone, of which nobody knows whose they were
   * @param unreadable rows that the contract cannot hold
   */
  public record Replayed(
      long sentAgain,
      long rows,
      List<Listed> passedOver,
      Set<RowKey> unsaid,
      UnreadableRows unreadable) {

    /** Whether every letter was replayed. */
    public boolean isComplete() {
      return passedOver.isEmpty() && unsaid.isEmpty() && unreadable.isEmpty();
    }
  }

  /**
   * Replays letters of a stack that is up.
   *
   * @throws OperationException if Kafka or the source does not answer
   */
  public static Replayed of(PipelineAccess pipeline, List<Listed> letters) {
    String bootstrap = pipeline.kafkaBootstrap();
    try (Connection source = SourceConnection.openToRead(pipeline.source());
        ModelsAppender models = new ModelsAppender(bootstrap);
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      return new Replay(producer, new Refresher(new SelectRows(source), models)).replay(letters);
    } catch (SQLException e) {
      throw new OperationException("The source does not answer: " + e.getMessage(), e);
    }
  }

  private Replay(Producer<byte[], byte[]> producer, Refresher refresher) {
    this.producer = producer;
    this.refresher = refresher;
  }

  private Replayed replay(List<Listed> letters) throws SQLException {
    List<LogRecord> records =
        letters.stream().filter(Replay::isSentAgain).map(Listed::record).toList();
    Map<RowKey, @Nullable SpecificRecordBase> rows = new HashMap<>();
    letters.stream()
        .map(Replay::row)
        .forEach(
            key -> {
              if (key != null) {
                rows.put(key, key.relation());
              }
            });
    sendAgain(records);
    Set<RowKey> unsaid = refresher.refresh(rows);
    List<Listed> passedOver =
        letters.stream().filter(letter -> !isSentAgain(letter) && row(letter) == null).toList();
    return new Replayed(
        records.size(), refresher.rows(), passedOver, unsaid, refresher.unreadable());
  }

  private void sendAgain(List<LogRecord> records) {
    List<Future<?>> sent =
        records.stream()
            .<Future<?>>map(
                record ->
                    producer.send(
                        new ProducerRecord<>(
                            record.getTopic(), bytes(record.getKey()), bytes(record.getValue()))))
            .toList();
    try {
      for (Future<?> one : sent) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new OperationException("A record could not be sent again: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationException("Interrupted.", e);
    }
  }

  private static boolean isSentAgain(Listed letter) {
    return letter.job() != null && SENT_AGAIN.contains(letter.record().getTopic());
  }

  /** The row by whose refresh the letter is mended: its key says which, whatever its topic. */
  private static @Nullable RowKey row(Listed letter) {
    byte[] key = bytes(letter.record().getKey());
    return letter.job() != null && !isSentAgain(letter) && key != null
        ? RowKey.parse(new String(key, UTF_8))
        : null;
  }

  private static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
    if (buffer == null) {
      return null;
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
