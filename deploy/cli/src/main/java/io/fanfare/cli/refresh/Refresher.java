package io.fanfare.cli.refresh;

import io.fanfare.cli.models.ModelsAppender;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.Operation;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * Says on `models` what rows of the source say now. A row may change between its reading and the
 * append, and its change may be captured before the refresh: so it is read again after the append,
 * and said again, until two readings agree. Whatever the last word on the row is then, the captured
 * change or the refresh, is true.
 */
public final class Refresher {

  private final SelectRows rows;
  private final ModelsAppender models;
  private long saved;
  private long destroyed;

  public Refresher(SelectRows rows, ModelsAppender models) {
    this.rows = rows;
    this.models = models;
  }

  /**
   * Refreshes rows; what is gone is destroyed, if it is known what it was.
   *
   * @param lastKnown what was last known of each row, where another actor may be named than now;
   *     null where nothing is known
   */
  public void refresh(Map<RowKey, @Nullable SpecificRecordBase> lastKnown) throws SQLException {
    refresh(lastKnown, rows.byKeys(lastKnown.keySet()));
  }

  /**
   * Refreshes rows that were just read.
   *
   * @param lastKnown as above
   * @param read those of them that exist
   */
  public void refresh(
      Map<RowKey, @Nullable SpecificRecordBase> lastKnown, Map<RowKey, SpecificRecordBase> read)
      throws SQLException {
    Map<RowKey, @Nullable SpecificRecordBase> before = lastKnown;
    Map<RowKey, SpecificRecordBase> now = read;
    while (!before.isEmpty()) {
      for (Map.Entry<RowKey, @Nullable SpecificRecordBase> row : before.entrySet()) {
        append(row.getKey(), row.getValue(), now.get(row.getKey()));
      }
      models.flush();
      Map<RowKey, SpecificRecordBase> again = rows.byKeys(before.keySet());
      Map<RowKey, @Nullable SpecificRecordBase> different = new LinkedHashMap<>();
      for (RowKey key : before.keySet()) {
        if (!Objects.equals(now.get(key), again.get(key))) {
          different.put(key, now.get(key));
        }
      }
      before = different;
      now = new HashMap<>(again);
    }
  }

  /** How many refreshes said what a row says. */
  public long saved() {
    return saved;
  }

  /** How many said that a row is gone. */
  public long destroyed() {
    return destroyed;
  }

  private void append(
      RowKey key, @Nullable SpecificRecordBase before, @Nullable SpecificRecordBase after) {
    if (after == null && before == null) {
      return;
    }
    Operation operation = after == null ? Operation.DESTROY : Operation.SAVE;
    var refresh = new ModelBroadcast(operation, before, after, null, false, true);
    models.refresh(key.model(), key.values(), refresh);
    if (after == null) {
      destroyed++;
    } else {
      saved++;
    }
  }
}
