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
 * Appends to `models` what rows of the source are now. A row may change between its reading and the
 * append, and that change may be captured before the refresh. So the row is read again after the
 * append, and refreshed again until two readings agree. Then the last record of the row is true,
 * whether it is the captured change or the refresh.
 */
public final class Refresher {

  private static final int ROWS_IN_CHUNK = 1_000;

  /** Reads rows. */
  interface Rows {

    SelectedRows byKeys(Collection<RowKey> keys) throws SQLException;
  }

  private final Rows rows;
  private final BiConsumer<RowKey, ModelBroadcast> log;
  private final Runnable flush;
  private final UnreadableRows unreadable = new UnreadableRows();
  private long refreshed;
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
   * Refreshes any number of rows, with a thousand of them in memory at a time. A row that is gone
   * is destroyed if its last form is known.
   *
   * @param lastKnown the last known form of each row, which may name another actor than now; null
   *     if none is known
   * @return the rows that are gone and of which no form is known: nothing could be appended
   */
  public Set<RowKey> refresh(Map<RowKey, @Nullable SpecificRecordBase> lastKnown)
      throws SQLException {
    Set<RowKey> unknown = new LinkedHashSet<>();
    Map<RowKey, @Nullable SpecificRecordBase> chunk = new LinkedHashMap<>();
    for (Map.Entry<RowKey, @Nullable SpecificRecordBase> row : lastKnown.entrySet()) {
      chunk.put(row.getKey(), row.getValue());
      if (chunk.size() == ROWS_IN_CHUNK) {
        unknown.addAll(refresh(chunk, rows.byKeys(chunk.keySet())));
        chunk.clear();
      }
    }
    if (!chunk.isEmpty()) {
      unknown.addAll(refresh(chunk, rows.byKeys(chunk.keySet())));
    }
    return unknown;
  }

  /**
   * Refreshes rows that were just read.
   *
   * @param lastKnown as for {@link #refresh(Map)}
   * @param read those of them that exist
   * @return as for {@link #refresh(Map)}
   */
  public Set<RowKey> refresh(Map<RowKey, @Nullable SpecificRecordBase> lastKnown, SelectedRows read)
      throws SQLException {
    Set<RowKey> unknown = new LinkedHashSet<>(lastKnown.keySet());
    Set<RowKey> skipped = new HashSet<>();
    Map<RowKey, @Nullable SpecificRecordBase> before = lastKnown;
    SelectedRows now = read;
    while (!before.isEmpty()) {
      for (Map.Entry<RowKey, @Nullable SpecificRecordBase> row : before.entrySet()) {
        RowKey key = row.getKey();
        if (!now.unreadable().containsKey(key)
            && append(key, row.getValue(), now.rows().get(key))) {
          unknown.remove(key);
        }
      }
      flush.run();
      SelectedRows again = rows.byKeys(before.keySet());
      again.unreadable().forEach(unreadable::add);
      skipped.addAll(again.unreadable().keySet());
      before = different(before, now, again);
      now = again;
    }
    refreshed += lastKnown.size() - unknown.size();
    unknown.removeAll(skipped);
    return unknown;
  }

  /** The rows on which two readings disagree, with their last appended forms. */
  private static Map<RowKey, @Nullable SpecificRecordBase> different(
      Map<RowKey, @Nullable SpecificRecordBase> before, SelectedRows one, SelectedRows other) {
    Map<RowKey, @Nullable SpecificRecordBase> different = new LinkedHashMap<>();
    before.forEach(
        (key, known) -> {
          SpecificRecordBase row = one.rows().get(key);
          if (other.unreadable().containsKey(key)) {
            // No true record of it is possible, and what it was before is appended already.
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

  /** How many rows were refreshed, as they are or as gone. */
  public long refreshed() {
    return refreshed;
  }

  /** The rows that were skipped, because the contract cannot hold them. */
  public UnreadableRows unreadable() {
    return unreadable;
  }

  /** How many records were appended of rows that exist. */
  public long saved() {
    return saved;
  }

  /** How many records were appended of rows that are gone. */
  public long destroyed() {
    return destroyed;
  }

  /** False if the row is gone and no form of it is known. */
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
