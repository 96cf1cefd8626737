package io.fanfare.schemas.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.schemas.closeness.Interaction;
import io.fanfare.schemas.closeness.StrayInteraction;
import io.fanfare.schemas.dashboard.Activity;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

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

  /** The key of a row's records. */
  public static byte[] of(IndexedRecord row) {
    Model model = Model.ofRow(row);
    Schema schema = model.schema();
    return encode(
        model,
        model.primaryKey().stream().map(column -> row.get(schema.getField(column).pos())).toList());
  }

  /**
   * The reason why a record cannot have a key. Compaction removes what stands before it under the
   * same key, so the key must be the one of its value.
   *
   * @param own the key of its value
   * @return one sentence; null if the key is right
   */
  public static @Nullable String problem(byte[] own, @Nullable ByteBuffer key) {
    return ByteBuffer.wrap(own).equals(key)
        ? null
        : "The record's key is not %s, the key of its value.".formatted(new String(own, UTF_8));
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
