package io.fanfare.ops.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.refresh.Refresher;
import io.fanfare.ops.refresh.RowKey;
import io.fanfare.ops.refresh.SelectRows;
import io.fanfare.ops.refresh.UnreadableRows;
import io.fanfare.ops.source.SourceConnection;
import io.fanfare.ops.topics.KafkaClients;
import io.fanfare.ops.topics.ModelsAppender;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.notifications.Channels;
import io.fanfare.schemas.settings.KafkaAccess;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Tries dead letters again. A fan-out chunk is sent to its lane as it is, with its version, so that
 * later decisions still win; the entries of an old one are resolved one by one. A domain event is
 * sent to its topic, where it counts once, and so is a message: its agent judges it by the current
 * rows, and tells nobody twice. A change of a row is never repeated: the row is refreshed as it is
 * now. Replaying twice is harmless, so nothing records what was replayed.
 */
public final class Replay {

  /** Topics whose records can be sent again as they are. */
  private static final Set<String> RESENDABLE = resendable();

  private final Producer<byte[], byte[]> producer;
  private final ModelsAppender models;
  private final Refresher refresher;

  /**
   * The result of a replay.
   *
   * @param resent how many records were sent to their topics as they are, or whose entries are
   *     resolved
   * @param refreshed how many rows were refreshed, as they are or as gone
   * @param skipped letters that name no row, and large records of which only a part is kept
   * @param ownerless rows that are gone and whose owner is unknown, so that no refresh could be
   *     appended
   * @param unreadable rows that the contract cannot hold
   */
  public record Replayed(
      long resent,
      long refreshed,
      List<Listed> skipped,
      Set<RowKey> ownerless,
      UnreadableRows unreadable) {

    /** As a JSON document. */
    public Map<String, Object> document() {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("resent", resent);
      document.put("refreshed", refreshed);
      document.put("skipped", skipped.stream().map(Listed::document).toList());
      document.put("ownerless", ownerless.stream().map(RowKey::toString).toList());
      document.put("unreadable", unreadable.isEmpty() ? List.of() : unreadable.lines());
      return document;
    }

    /** Whether every letter was replayed. */
    public boolean isComplete() {
      return skipped.isEmpty() && ownerless.isEmpty() && unreadable.isEmpty();
    }
  }

  /**
   * Replays letters.
   *
   * @throws OperationException if Kafka or the source does not answer
   */
  public static Replayed run(PipelineAccess pipeline, List<Listed> letters) {
    KafkaAccess kafka = pipeline.kafka();
    try (Connection source = SourceConnection.openToRead(pipeline.source());
        ModelsAppender models = new ModelsAppender(kafka);
        KafkaProducer<byte[], byte[]> producer = KafkaClients.producer(kafka, Map.of())) {
      return new Replay(producer, models, new Refresher(new SelectRows(source), models))
          .replay(letters);
    } catch (SQLException e) {
      throw new OperationException("The source does not answer: " + e.getMessage(), e);
    }
  }

  private static Set<String> resendable() {
    Set<String> topics =
        new HashSet<>(
            Set.of(
                Topics.DASHBOARD_INTERACTIVE,
                Topics.DASHBOARD_BATCH,
                Topics.EVENTS_PLAYS,
                Topics.EVENTS_DOWNLOADS));
    topics.addAll(Channels.topics());
    return Set.copyOf(topics);
  }

  /** What a replay would do; asks neither Kafka nor the source. */
  public static Replayed plan(List<Listed> letters) {
    long resent = letters.stream().filter(Replay::isResendable).count();
    long rows = letters.stream().map(Replay::row).filter(Objects::nonNull).distinct().count();
    List<Listed> skipped =
        letters.stream().filter(letter -> !isResendable(letter) && row(letter) == null).toList();
    return new Replayed(resent, rows, skipped, Set.of(), new UnreadableRows());
  }

  private Replay(Producer<byte[], byte[]> producer, ModelsAppender models, Refresher refresher) {
    this.producer = producer;
    this.models = models;
    this.refresher = refresher;
  }

  private Replayed replay(List<Listed> letters) throws SQLException {
    Instant now = Instant.now();
    List<LogRecord> records =
        letters.stream()
            .filter(letter -> isResendable(letter) && !OldChunk.is(letter, now))
            .map(Listed::record)
            .toList();
    List<Listed> old =
        letters.stream()
            .filter(letter -> isResendable(letter) && OldChunk.is(letter, now))
            .toList();
    Map<RowKey, @Nullable SpecificRecordBase> rows = new HashMap<>();
    letters.stream()
        .map(Replay::row)
        .forEach(
            key -> {
              if (key != null) {
                rows.put(key, key.relation());
              }
            });
    resend(records);
    List<Listed> unresolved =
        old.stream()
            .filter(letter -> !OldChunk.resolve(bytes(letter.record().getValue()), models))
            .toList();
    models.flush();
    Set<RowKey> ownerless = refresher.refresh(rows);
    List<Listed> skipped =
        letters.stream()
            .filter(
                letter ->
                    unresolved.contains(letter) || (!isResendable(letter) && row(letter) == null))
            .toList();
    return new Replayed(
        records.size() + old.size() - unresolved.size(),
        refresher.refreshed(),
        skipped,
        ownerless,
        refresher.unreadable());
  }

  private void resend(List<LogRecord> records) {
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

  private static boolean isResendable(Listed letter) {
    return letter.job() != null
        && letter.wholeBytes() == null
        && RESENDABLE.contains(letter.record().getTopic());
  }

  /**
   * The row whose refresh replays the letter: the record's key names it on every other topic. A key
   * of `stats.plays` is the id of a track, whose refresh emits its plays again.
   */
  private static @Nullable RowKey row(Listed letter) {
    String topic = letter.record().getTopic();
    byte[] key = bytes(letter.record().getKey());
    if (letter.job() == null || RESENDABLE.contains(topic) || key == null) {
      return null;
    }
    String text = new String(key, UTF_8);
    return RowKey.parse(topic.equals(Topics.STATS_PLAYS) ? Model.TRACK.table() + "/" + text : text);
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
