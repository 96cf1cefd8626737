package io.fanfare.ops.audit.closeness;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.connectors.cassandra.CassandraSession;
import io.fanfare.connectors.cassandra.SelectInteractions;
import io.fanfare.connectors.cassandra.SelectInteractions.Interaction;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.audit.Difference;
import io.fanfare.ops.audit.ExpectedRows;
import io.fanfare.ops.audit.FormerRows;
import io.fanfare.ops.audit.SourceTables;
import io.fanfare.ops.audit.View;
import io.fanfare.ops.refresh.RowKey;
import io.fanfare.ops.topics.ModelsAppender;
import io.fanfare.schemas.closeness.StrayInteraction;
import io.fanfare.schemas.dashboard.DashboardRule.Verdict;
import io.fanfare.schemas.models.Comment;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.PlaylistLike;
import io.fanfare.schemas.models.PlaylistRepost;
import io.fanfare.schemas.models.TrackLike;
import io.fanfare.schemas.models.TrackRepost;
import java.sql.Connection;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecordBase;

/** Closeness: what is stored is what the API counts. */
public final class ClosenessView implements View<InteractionRow>, AutoCloseable {

  private final CqlSession session;
  private final SelectInteractions interactions;
  private final SourceTables tables;

  /**
   * Connects.
   *
   * @param tables of the source
   */
  public ClosenessView(PipelineAccess pipeline, SourceTables tables) {
    this.tables = tables;
    session =
        CassandraSession.open(
            pipeline.dashboards().contactPoint(), pipeline.dashboards().datacenter());
    interactions = new SelectInteractions(session);
  }

  @Override
  public String rows() {
    return "rows of closeness";
  }

  @Override
  public ExpectedRows<InteractionRow> expected(Connection source, Collection<Long> recipientIds) {
    return ClosenessSql.expected(source, tables, recipientIds);
  }

  @Override
  public void judge(long recipientId, BiConsumer<InteractionRow, Verdict> judged) {
    try {
      interactions.execute(
          recipientId,
          stored -> judged.accept(new InteractionRow(recipientId, stored), Verdict.SHOWN));
    } catch (DriverException e) {
      throw new UnavailableException("Cassandra does not answer: " + e.getMessage(), e);
    }
  }

  @Override
  public void forgetSource() {}

  /** Closeness knows no retention. */
  @Override
  public boolean isPast(InteractionRow row) {
    return false;
  }

  @Override
  public String causeOfExtra() {
    return Difference.NOT_TAKEN_AWAY;
  }

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
  public void settle(InteractionRow row, ModelsAppender models) {
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

  @Override
  public String said(InteractionRow row) {
    Interaction interaction = row.interaction();
    return "closeness of %d to %d: %s of %d%s"
        .formatted(
            row.recipientId(),
            interaction.actorId(),
            text(interaction.kind()),
            interaction.objectId(),
            interaction.commentId() == 0 ? "" : ", comment " + interaction.commentId());
  }

  @Override
  public Map<String, Object> document(InteractionRow row) {
    Interaction interaction = row.interaction();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("recipient_id", row.recipientId());
    document.put("kind", text(interaction.kind()));
    document.put("actor_id", interaction.actorId());
    document.put("object_id", interaction.objectId());
    document.put("comment_id", interaction.commentId());
    return document;
  }

  private static String text(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    session.close();
  }
}
