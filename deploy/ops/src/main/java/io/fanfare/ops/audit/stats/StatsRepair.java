package io.fanfare.ops.audit.stats;

import io.fanfare.ops.audit.FormerRows;
import io.fanfare.ops.audit.Repair;
import io.fanfare.ops.refresh.RowKey;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.User;
import io.fanfare.schemas.stats.StatKind;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;

/** A refresh of a subject's row makes the stats job emit all cells of the subject again. */
final class StatsRepair implements Repair<CellRow> {

  @Override
  public Map<RowKey, SpecificRecordBase> sourceOf(CellRow row) {
    boolean isOfUser = row.kind() == StatKind.FOLLOW;
    SpecificRecordBase subject =
        isOfUser
            ? User.newBuilder().setId(row.recipientId()).build()
            : FormerRows.track(row.trackId(), row.recipientId());
    return Map.of(RowKey.of(isOfUser ? Model.USER : Model.TRACK, subject), subject);
  }
}
