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
 * key, so the key of a row must never change. It is text, so that every tool can show it.
 */
public final class ModelKey {

  private ModelKey() {}

  /**
   * @param values the values of the primary key, in its order: whole numbers or text
   */
  public static byte[] encode(Model model, List<?> values) {
    return values.stream()
        .map(value -> URLEncoder.encode(value.toString(), UTF_8))
        .collect(Collectors.joining("/", model.table() + "/", ""))
        .getBytes(UTF_8);
  }

  /** The key of all markers: only the newest is waited for. */
  public static byte[] ofMarker() {
    return "markers/newest".getBytes(UTF_8);
  }

  /** The key of a stray entry: recipient, kind, actor, object and time. */
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

  /** The key of a stray row of closeness: recipient, kind, actor, object and comment. */
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
