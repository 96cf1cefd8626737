package io.fanfare.cli.audit;

import io.fanfare.cli.models.ModelsAppender;
import io.fanfare.cli.refresh.Refresher;
import io.fanfare.cli.refresh.RowKey;
import io.fanfare.cli.refresh.SelectRows;
import io.fanfare.local.StackAddresses;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.models.Follow;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.Playlist;
import io.fanfare.schemas.models.PlaylistRepost;
import io.fanfare.schemas.models.StrayEntry;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.TrackRepost;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Mends differences from the source's rows, through the pipeline: the rows behind an entry are said
 * again as they are now, so that fan-out knows them and delivers again; then fan-out is asked to
 * settle the entries that nothing accounts for.
 */
final class Repair {

  private final SourceRows source;
  private final StackAddresses addresses;

  Repair(SourceRows source, StackAddresses addresses) {
    this.source = source;
    this.addresses = addresses;
  }

  /**
   * Appends what mends these to `models`: the views have it some time later.
   *
   * @return how many rows were said again
   * @throws io.fanfare.api.availability.UnavailableException if the source does not answer
   */
  long mend(Doubts.Settled found) {
    List<Entry> strays = new ArrayList<>(found.unreclaimed());
    Map<RowKey, SpecificRecordBase> rows = new HashMap<>();
    found.unreclaimed().forEach(entry -> addRows(entry, rows));
    for (Difference difference : found.differences()) {
      addRows(difference.entry(), rows);
      if (difference.kind() == Difference.Kind.EXTRA) {
        strays.add(difference.entry());
      }
    }
    try (ModelsAppender models = new ModelsAppender(addresses.kafkaBootstrap())) {
      source.ask(
          connection -> {
            new Refresher(new SelectRows(connection), models).refresh(rows);
            return true;
          });
      strays.forEach(stray -> models.stray(new StrayEntry(stray.recipientId(), stray.activity())));
      models.flush();
    }
    return rows.size();
  }

  /** The rows that an entry comes from, as they were if the entry was once right. */
  private static void addRows(Entry entry, Map<RowKey, SpecificRecordBase> rows) {
    Activity activity = entry.activity();
    Follow follow = new Follow(entry.recipientId(), activity.getActorId(), null);
    rows.put(RowKey.of(Model.FOLLOW, follow), follow);
    Model model = model(activity);
    SpecificRecordBase row = row(activity);
    rows.put(RowKey.of(model, row), row);
  }

  private static Model model(Activity activity) {
    return switch (activity.getKind()) {
      case TRACK -> Model.TRACK;
      case TRACK_REPOST -> Model.TRACK_REPOST;
      case PLAYLIST -> Model.PLAYLIST;
      case PLAYLIST_REPOST -> Model.PLAYLIST_REPOST;
    };
  }

  private static SpecificRecordBase row(Activity activity) {
    long actor = activity.getActorId();
    long object = activity.getObjectId();
    long time = activity.getActivityTime();
    return switch (activity.getKind()) {
      case TRACK ->
          Track.newBuilder()
              .setId(object)
              .setUserId(actor)
              .setSharing("public")
              .setState("finished")
              .setPublishedAt(time)
              .build();
      case TRACK_REPOST -> new TrackRepost(actor, object, time);
      case PLAYLIST ->
          Playlist.newBuilder()
              .setId(object)
              .setUserId(actor)
              .setSharing("public")
              .setPublishedAt(time)
              .build();
      case PLAYLIST_REPOST -> new PlaylistRepost(actor, object, time);
    };
  }
}
