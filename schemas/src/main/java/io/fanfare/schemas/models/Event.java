package io.fanfare.schemas.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Locale;

/**
 * The name of a record on `models`, in its header: `create.Track`, `save.User`, `destroy.Follow`,
 * `unreadable.Track`; and of records that are not row changes: `marker`, `stray`,
 * `stray.interaction`. A reader can skip a record by its name, without decoding it.
 */
public final class Event {

  /** The name of the header. */
  public static final String HEADER = "event";

  private static final String UNREADABLE = "unreadable.";

  private static final String MARKER = "marker";
  private static final String STRAY = "stray";
  private static final String STRAY_INTERACTION = "stray.interaction";

  private Event() {}

  public static byte[] of(Operation operation, Model model) {
    String verb = operation.name().toLowerCase(Locale.ROOT);
    return (verb + "." + model.modelName()).getBytes(UTF_8);
  }

  /**
   * @param modelOrTable the model's name, or the source's table name if no model is known
   */
  public static byte[] unreadable(String modelOrTable) {
    return (UNREADABLE + modelOrTable).getBytes(UTF_8);
  }

  public static boolean isUnreadable(String event) {
    return event.startsWith(UNREADABLE);
  }

  /**
   * Whether the change is of a table without a model, for example because its mapping is missing.
   * Such a change may concern any reader.
   */
  public static boolean isUnreadableOfNoModel(String event) {
    return isUnreadable(event)
        && Arrays.stream(Model.values()).noneMatch(model -> isOf(event, model));
  }

  /** The name of a {@link io.fanfare.schemas.progress.Marker}. */
  public static byte[] marker() {
    return MARKER.getBytes(UTF_8);
  }

  public static boolean isMarker(String event) {
    return event.equals(MARKER);
  }

  /** The name of a {@link StrayEntry}. */
  public static byte[] stray() {
    return STRAY.getBytes(UTF_8);
  }

  public static boolean isStray(String event) {
    return event.equals(STRAY);
  }

  /** The name of a {@link io.fanfare.schemas.closeness.StrayInteraction}. */
  public static byte[] strayInteraction() {
    return STRAY_INTERACTION.getBytes(UTF_8);
  }

  public static boolean isStrayInteraction(String event) {
    return event.equals(STRAY_INTERACTION);
  }

  /** Whether the event is about this model. */
  public static boolean isOf(String event, Model model) {
    return event.endsWith("." + model.modelName());
  }
}
