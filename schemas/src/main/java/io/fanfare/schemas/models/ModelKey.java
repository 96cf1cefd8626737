package io.fanfare.schemas.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.schemas.closeness.Interaction;
import io.fanfare.schemas.closeness.StrayInteraction;
import io.fanfare.schemas.dashboard.Activity;
import java.net.URLEncoder;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The key of a record on `models`: `tracks/1`, `follows/2/1`. Compaction keeps the last record of a
 * key, so one row must have the same bytes for good; text keeps them readable in every tool.
 */
public final class ModelKey {

  private ModelKey() {}

  /**
   * @param values the primary key's values, in its order: whole numbers or text
   */
  public static byte[] encode(Model model, List<?> values) {
    return values.stream()
        .map(value -> URLEncoder.encode(value.toString(), UTF_8))
        .collect(Collectors.joining("/", model.table() + "/", ""))
        .getBytes(UTF_8);
  }

  /** The key of all markers: nobody waits for any but the newest. */
  public static byte[] ofMarker() {
    return "markers/newest".getBytes(UTF_8);
  }

  /** The key of an entry that is to be looked at: recipient, kind, actor, object and time. */
  public static byte[] ofStray(StrayEntry stray) {
    Activity activity = stray.getActivity();
    return "strays/%d/%s/%d/%d/%d"
        .formatted(
            stray.getRecipientId(),
            activity.getKind(),
            activity.getActorId(),
            activity.getObjectId(),
            activity.getActivityTime())
        .getBytes(UTF_8);
  }

  /**
   * The key of a row of closeness that is to be looked at: recipient, kind, actor, object and id.
   */
  public static byte[] ofStray(StrayInteraction stray) {
    Interaction interaction = stray.getInteraction();
    return "stray-interactions/%d/%s/%d/%d/%d"
        .formatted(
            interaction.getRecipientId(),
            stray.getKind(),
            stray.getActorId(),
            stray.getObjectId(),
            interaction.getCommentId())
        .getBytes(UTF_8);
  }
}
