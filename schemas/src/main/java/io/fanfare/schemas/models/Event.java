package io.fanfare.schemas.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Locale;

/**
 * The name of a record on `models`, in its header: `create.Track`, `save.User`, `destroy.Follow`,
 * `unreadable.Track`; and what is no change of a row: `marker`, `stray`, `stray.interaction`. It
 * lets a reader skip what it does not need without decoding it.
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
   * @param modelOrTable the model's name, or the source's table name where no model is known
   */
  public static byte[] unreadable(String modelOrTable) {
    return (UNREADABLE + modelOrTable).getBytes(UTF_8);
  }

  public static boolean isUnreadable(String event) {
    return event.startsWith(UNREADABLE);
  }

  /**
   * Whether it is of a table that no model is known of, as when a mapping of tables was forgotten:
   * it concerns everybody.
   */
  public static boolean isUnreadableOfNoModel(String event) {
    return isUnreadable(event)
        && Arrays.stream(Model.values()).noneMatch(model -> isOf(event, model));
  }

  /** Of a {@link io.fanfare.schemas.progress.Marker}. */
  public static byte[] marker() {
    return MARKER.getBytes(UTF_8);
  }

  public static boolean isMarker(String event) {
    return event.equals(MARKER);
  }

  /** Of a {@link StrayEntry}. */
  public static byte[] stray() {
    return STRAY.getBytes(UTF_8);
  }

  public static boolean isStray(String event) {
    return event.equals(STRAY);
  }

  /** Of a {@link io.fanfare.schemas.closeness.StrayInteraction}. */
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
