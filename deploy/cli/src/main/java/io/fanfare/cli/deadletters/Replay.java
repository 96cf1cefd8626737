package io.fanfare.cli.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.cli.refresh.Refresher;
import io.fanfare.cli.refresh.RowKey;
import io.fanfare.cli.refresh.SelectRows;
import io.fanfare.cli.refresh.UnreadableRows;
import io.fanfare.cli.source.SourceConnection;
import io.fanfare.cli.topics.ModelsAppender;
import io.fanfare.local.StackAddresses;
import io.fanfare.local.StackException;
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
 * version, so that whatever was decided since then still wins. A change of a row is never repeated:
 * the row is said again as it is now. Doing it twice is harmless, so nothing keeps book of it.
 */
public final class Replay {

  private static final List<String> LANES =
      List.of(Topics.DASHBOARD_INTERACTIVE, Topics.DASHBOARD_BATCH);

  private final Producer<byte[], byte[]> lanes;
  private final Refresher refresher;

  /**
   * What became of the letters.
   *
   * @param chunks went back to their lanes
   * @param rows were said again, as they are or as gone
   * @param passedOver of them nobody can tell which chunk or row they are
   * @param unsaid rows that are gone, of which nobody knows whose they were
   * @param unreadable rows that the contract cannot hold
   */
  public record Replayed(
      long chunks,
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
   * @throws StackException if Kafka or the source does not answer
   */
  public static Replayed of(StackAddresses addresses, List<Listed> letters) {
    String bootstrap = addresses.kafkaBootstrap();
    try (Connection source = SourceConnection.openToRead(addresses);
        ModelsAppender models = new ModelsAppender(bootstrap);
        KafkaProducer<byte[], byte[]> lanes =
            new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      return new Replay(lanes, new Refresher(new SelectRows(source), models)).replay(letters);
    } catch (SQLException e) {
      throw new StackException("The source does not answer: " + e.getMessage(), e);
    }
  }

  private Replay(Producer<byte[], byte[]> lanes, Refresher refresher) {
    this.lanes = lanes;
    this.refresher = refresher;
  }

  private Replayed replay(List<Listed> letters) throws SQLException {
    List<LogRecord> chunks = letters.stream().filter(Replay::isChunk).map(Listed::record).toList();
    Map<RowKey, @Nullable SpecificRecordBase> rows = new HashMap<>();
    letters.stream()
        .map(Replay::row)
        .forEach(
            key -> {
              if (key != null) {
                rows.put(key, key.relation());
              }
            });
    sendAgain(chunks);
    Set<RowKey> unsaid = refresher.refresh(rows);
    List<Listed> passedOver =
        letters.stream().filter(letter -> !isChunk(letter) && row(letter) == null).toList();
    return new Replayed(
        chunks.size(), refresher.rows(), passedOver, unsaid, refresher.unreadable());
  }

  private void sendAgain(List<LogRecord> chunks) {
    List<Future<?>> sent =
        chunks.stream()
            .<Future<?>>map(
                chunk ->
                    lanes.send(
                        new ProducerRecord<>(
                            chunk.getTopic(), bytes(chunk.getKey()), bytes(chunk.getValue()))))
            .toList();
    try {
      for (Future<?> one : sent) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new StackException("A chunk could not be sent again: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("Interrupted.", e);
    }
  }

  private static boolean isChunk(Listed letter) {
    return letter.job() != null && LANES.contains(letter.record().getTopic());
  }

  /** The row by whose refresh the letter is mended: its key says which, whatever its topic. */
  private static @Nullable RowKey row(Listed letter) {
    byte[] key = bytes(letter.record().getKey());
    return letter.job() != null && !isChunk(letter) && key != null
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
