package io.fanfare.ops.refresh;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.models.Event;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.ModelBroadcastRule;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Compares the last form of each row in the log with the current row, one window of the log at a
 * time. A row that is gone is destroyed. A row that differs is saved, with its logged form as
 * `before`, so that the actor named there takes its part back. A window ends before a row whose
 * form concerns other users than its former one, so that each user is named once. A row that
 * changed in several windows is refreshed for each form that differs from the current row, which is
 * harmless.
 */
public final class LoggedRows {

  private static final int ROWS_IN_WINDOW = 20_000;
  private static final long BYTES_IN_WINDOW = 16 * 1024 * 1024;

  /** The columns beside the key that name the users and tracks that a row concerns. */
  private static final List<String> CONCERNED = List.of("user_id", "track_id");

  private final Set<Model> models;
  private final Predicate<SpecificRecordBase> wanted;
  private final SelectRows rows;
  private final Refresher refresher;
  private final AvroCodec<ModelBroadcast> codec = AvroCodec.of(ModelBroadcast.class);
  private final Map<RowKey, SpecificRecordBase> window = new LinkedHashMap<>();
  private long bytes;

  /**
   * @param wanted which rows are compared
   */
  public LoggedRows(
      Set<Model> models,
      Predicate<SpecificRecordBase> wanted,
      SelectRows rows,
      Refresher refresher) {
    this.models = Set.copyOf(models);
    this.wanted = wanted;
    this.rows = rows;
    this.refresher = refresher;
  }

  /** Adds the next record of the log. */
  public void add(ConsumerRecord<byte[], byte[]> record) throws SQLException {
    String event = event(record);
    Optional<Model> model = modelOf(event);
    if (model.isEmpty()) {
      return;
    }
    try {
      ModelBroadcast change = codec.decode(record.value());
      if (ModelBroadcastRule.problem(change, event, key(record)) == null) {
        note(model.get(), change);
      }
    } catch (UndecodableException e) {
      // No job could read it, so no view has anything of it: it is a dead letter.
      return;
    }
    bytes += record.serializedValueSize();
    if (window.size() >= ROWS_IN_WINDOW || bytes >= BYTES_IN_WINDOW) {
      flush();
    }
  }

  private void note(Model model, ModelBroadcast change) throws SQLException {
    if (change.getAfter() instanceof SpecificRecordBase after && wanted.test(after)) {
      RowKey key = RowKey.of(model, after);
      SpecificRecordBase former = window.get(key);
      if (former != null && !concernsTheSame(former, after)) {
        flush();
      }
      window.put(key, after);
    } else if (change.getBefore() instanceof SpecificRecordBase before) {
      window.remove(RowKey.of(model, before));
    }
  }

  private static boolean concernsTheSame(SpecificRecordBase one, SpecificRecordBase other) {
    return CONCERNED.stream()
        .map(one.getSchema()::getField)
        .filter(Objects::nonNull)
        .allMatch(column -> Objects.equals(one.get(column.pos()), other.get(column.pos())));
  }

  /** Compares and refreshes the rows of the window, and begins the next one. */
  public void flush() throws SQLException {
    SelectedRows now = rows.byKeys(window.keySet());
    Map<RowKey, @Nullable SpecificRecordBase> different = new LinkedHashMap<>();
    window.forEach(
        (key, logged) -> {
          if (!now.unreadable().containsKey(key) && !Objects.equals(logged, now.rows().get(key))) {
            different.put(key, logged);
          }
        });
    refresher.refresh(different, now);
    window.clear();
    bytes = 0;
  }

  private Optional<Model> modelOf(String event) {
    return Event.isUnreadable(event)
        ? Optional.empty()
        : models.stream().filter(model -> Event.isOf(event, model)).findFirst();
  }

  private static @Nullable ByteBuffer key(ConsumerRecord<byte[], byte[]> record) {
    return record.key() == null ? null : ByteBuffer.wrap(record.key());
  }

  /** Empty if the record has no name. */
  private static String event(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(Event.HEADER);
    return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
  }
}
