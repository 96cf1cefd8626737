package io.fanfare.ops.audit.closeness;

import io.fanfare.connectors.cassandra.SelectInteractions.Interaction;
import io.fanfare.ops.audit.FormerRows;
import io.fanfare.ops.audit.Repair;
import io.fanfare.ops.refresh.RowKey;
import io.fanfare.ops.topics.ModelsAppender;
import io.fanfare.schemas.closeness.StrayInteraction;
import io.fanfare.schemas.models.Comment;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.PlaylistLike;
import io.fanfare.schemas.models.PlaylistRepost;
import io.fanfare.schemas.models.TrackLike;
import io.fanfare.schemas.models.TrackRepost;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;

/** A row comes from the like, repost or comment, and from its object. */
final class ClosenessRepair implements Repair<InteractionRow> {

  @Override
  public Map<RowKey, SpecificRecordBase> sourceOf(InteractionRow row) {
    Interaction interaction = row.interaction();
    SpecificRecordBase relation = relation(row.recipientId(), interaction);
    SpecificRecordBase object = object(interaction);
    return Map.of(
        RowKey.of(model(interaction), relation), relation,
        RowKey.of(objectModel(interaction), object), object);
  }

  @Override
  public void requestResolution(InteractionRow row, ModelsAppender models) {
    Interaction stored = row.interaction();
    var interaction =
        new io.fanfare.schemas.closeness.Interaction(row.recipientId(), stored.commentId());
    models.stray(
        new StrayInteraction(stored.kind(), stored.actorId(), stored.objectId(), interaction));
  }

  private static Model model(Interaction interaction) {
    return switch (interaction.kind()) {
      case TRACK_LIKE -> Model.TRACK_LIKE;
      case PLAYLIST_LIKE -> Model.PLAYLIST_LIKE;
      case TRACK_REPOST -> Model.TRACK_REPOST;
      case PLAYLIST_REPOST -> Model.PLAYLIST_REPOST;
      case COMMENT -> Model.COMMENT;
    };
  }

  private static SpecificRecordBase relation(long recipientId, Interaction interaction) {
    long object = interaction.objectId();
    return switch (interaction.kind()) {
      case TRACK_LIKE -> new TrackLike(recipientId, object, null);
      case PLAYLIST_LIKE -> new PlaylistLike(recipientId, object, null);
      case TRACK_REPOST -> new TrackRepost(recipientId, object, 0L);
      case PLAYLIST_REPOST -> new PlaylistRepost(recipientId, object, 0L);
      case COMMENT -> new Comment(interaction.commentId(), recipientId, object, null, null, null);
    };
  }

  private static Model objectModel(Interaction interaction) {
    return isOfTrack(interaction) ? Model.TRACK : Model.PLAYLIST;
  }

  private static SpecificRecordBase object(Interaction interaction) {
    return isOfTrack(interaction)
        ? FormerRows.track(interaction.objectId(), interaction.actorId())
        : FormerRows.playlist(interaction.objectId(), interaction.actorId());
  }

  private static boolean isOfTrack(Interaction interaction) {
    return switch (interaction.kind()) {
      case TRACK_LIKE, TRACK_REPOST, COMMENT -> true;
      case PLAYLIST_LIKE, PLAYLIST_REPOST -> false;
    };
  }
}
