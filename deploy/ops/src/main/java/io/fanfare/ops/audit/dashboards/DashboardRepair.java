package io.fanfare.ops.audit.dashboards;

import io.fanfare.ops.audit.FormerRows;
import io.fanfare.ops.audit.Repair;
import io.fanfare.ops.refresh.RowKey;
import io.fanfare.ops.topics.ModelsAppender;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.models.Follow;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.PlaylistRepost;
import io.fanfare.schemas.models.StrayEntry;
import io.fanfare.schemas.models.TrackRepost;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;

/** An entry comes from the activity's row and from the follow. */
final class DashboardRepair implements Repair<Entry> {

  @Override
  public Map<RowKey, SpecificRecordBase> sourceOf(Entry entry) {
    Activity activity = entry.activity();
    Follow follow = new Follow(entry.recipientId(), activity.getActorId(), null);
    SpecificRecordBase row = row(activity);
    return Map.of(RowKey.of(Model.FOLLOW, follow), follow, RowKey.of(model(activity), row), row);
  }

  @Override
  public void requestResolution(Entry entry, ModelsAppender models) {
    models.stray(new StrayEntry(entry.recipientId(), entry.activity()));
  }

  private static Model model(Activity activity) {
    return switch (activity.getKind()) {
      case TRACK -> Model.TRACK;
      case TRACK_REPOST -> Model.TRACK_REPOST;
      case PLAYLIST -> Model.PLAYLIST;
      case PLAYLIST_REPOST -> Model.PLAYLIST_REPOST;
    };
  }

  /** Only the actor of a former row matters: the refresh reads the other columns again. */
  private static SpecificRecordBase row(Activity activity) {
    long actor = activity.getActorId();
    long object = activity.getObjectId();
    return switch (activity.getKind()) {
      case TRACK -> FormerRows.track(object, actor);
      case TRACK_REPOST -> new TrackRepost(actor, object, 0L);
      case PLAYLIST -> FormerRows.playlist(object, actor);
      case PLAYLIST_REPOST -> new PlaylistRepost(actor, object, 0L);
    };
  }
}
