package io.fanfare.ops.refresh;

import io.fanfare.ops.topics.ModelsAppender;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.Operation;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * Says on `models` what rows of the source say now. A row may change between its reading and the
 * append, and its change may be captured before the refresh: so it is read again after the append,
 * and said again, until two readings agree. Whatever the last word on the row is then, the captured
 * change or the refresh, is true.
 */
public final class Refresher {

  private static final int ROWS_IN_CHUNK = 1_000;

  /** Where rows are read. */
  interface Rows {

    SelectedRows byKeys(Collection<RowKey> keys) throws SQLException;
  }

  private final Rows rows;
  private final BiConsumer<RowKey, ModelBroadcast> log;
  private final Runnable flush;
  private final UnreadableRows unreadable = new UnreadableRows();
  private long said;
  private long saved;
  private long destroyed;

  public Refresher(SelectRows rows, ModelsAppender models) {
    this(
        rows::byKeys,
        (key, change) -> models.refresh(key.model(), key.values(), change),
        models::flush);
  }

  Refresher(Rows rows, BiConsumer<RowKey, ModelBroadcast> log, Runnable flush) {
    this.rows = rows;
    this.log = log;
    this.flush = flush;
  }

  /**
   * Refreshes any number of rows, of which a thousand are in memory at a time; what is gone is
   * destroyed, if it is known what it was.
   *
   * @param lastKnown what was last known of each row, where another actor may be named than now;
   *     null where nothing is known
   * @return the rows that are gone and of which nothing is known, so that nothing could be said
   */
  public Set<RowKey> refresh(Map<RowKey, @Nullable SpecificRecordBase> lastKnown)
      throws SQLException {
    Set<RowKey> unsaid = new LinkedHashSet<>();
    Map<RowKey, @Nullable SpecificRecordBase> chunk = new LinkedHashMap<>();
    for (Map.Entry<RowKey, @Nullable SpecificRecordBase> row : lastKnown.entrySet()) {
      chunk.put(row.getKey(), row.getValue());
      if (chunk.size() == ROWS_IN_CHUNK) {
        unsaid.addAll(refresh(chunk, rows.byKeys(chunk.keySet())));
        chunk.clear();
      }
    }
    if (!chunk.isEmpty()) {
      unsaid.addAll(refresh(chunk, rows.byKeys(chunk.keySet())));
    }
    return unsaid;
  }

  /**
   * Refreshes rows that were just read.
   *
   * @param lastKnown as above
   * @param read those of them that exist
   * @return as above
   */
  public Set<RowKey> refresh(Map<RowKey, @Nullable SpecificRecordBase> lastKnown, SelectedRows read)
      throws SQLException {
    Set<RowKey> unsaid = new LinkedHashSet<>(lastKnown.keySet());
    Set<RowKey> passedOver = new HashSet<>();
    Map<RowKey, @Nullable SpecificRecordBase> before = lastKnown;
    SelectedRows now = read;
    while (!before.isEmpty()) {
      for (Map.Entry<RowKey, @Nullable SpecificRecordBase> row : before.entrySet()) {
        RowKey key = row.getKey();
        if (!now.unreadable().containsKey(key)
            && append(key, row.getValue(), now.rows().get(key))) {
          unsaid.remove(key);
        }
      }
      flush.run();
      SelectedRows again = rows.byKeys(before.keySet());
      again.unreadable().forEach(unreadable::add);
      passedOver.addAll(again.unreadable().keySet());
      before = different(before, now, again);
      now = again;
    }
    said += lastKnown.size() - unsaid.size();
    unsaid.removeAll(passedOver);
    return unsaid;
  }

  /** What two readings do not agree on, with what was said last of it. */
  private static Map<RowKey, @Nullable SpecificRecordBase> different(
      Map<RowKey, @Nullable SpecificRecordBase> before, SelectedRows one, SelectedRows other) {
    Map<RowKey, @Nullable SpecificRecordBase> different = new LinkedHashMap<>();
    before.forEach(
        (key, known) -> {
          SpecificRecordBase row = one.rows().get(key);
          if (other.unreadable().containsKey(key)) {
            // Nothing true can be said of it: whatever it was before is said already.
            return;
          }
          if (one.unreadable().containsKey(key)) {
            different.put(key, known);
          } else if (!Objects.equals(row, other.rows().get(key))) {
            different.put(key, row);
          }
        });
    return different;
  }

  /** How many rows were said, as they are or as gone. */
  public long rows() {
    return said;
  }

  /** What was passed over, since the contract cannot hold it. */
  public UnreadableRows unreadable() {
    return unreadable;
  }

  /** How many refreshes said what a row says. */
  public long saved() {
    return saved;
  }

  /** How many said that a row is gone. */
  public long destroyed() {
    return destroyed;
  }

  /** False if there is nothing to say. */
  private boolean append(
      RowKey key, @Nullable SpecificRecordBase before, @Nullable SpecificRecordBase after) {
    if (after == null && before == null) {
      return false;
    }
    Operation operation = after == null ? Operation.DESTROY : Operation.SAVE;
    var refresh = new ModelBroadcast(operation, before, after, null, false, true);
    log.accept(key, refresh);
    if (after == null) {
      destroyed++;
    } else {
      saved++;
    }
    return true;
  }
}
