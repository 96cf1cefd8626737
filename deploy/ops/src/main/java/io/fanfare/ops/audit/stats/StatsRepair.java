package io.fanfare.ops.audit.stats;

import io.fanfare.ops.audit.Counted;
import io.fanfare.ops.audit.FormerRows;
import io.fanfare.ops.audit.Repair;
import io.fanfare.ops.refresh.RowKey;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.User;
import io.fanfare.schemas.stats.StatKind;
import java.util.Map;
import java.util.Set;
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

  @Override
  public Set<Counted> counted(CellRow row) {
    return switch (row.kind()) {
      case PLAY, DOWNLOAD -> Set.of();
      case LIKE, REPOST, COMMENT -> Set.of(Counted.ofTrack(row.trackId()));
      case FOLLOW -> Set.of(Counted.ofFollowee(row.recipientId()));
    };
  }
}
