package io.fanfare.api.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.schemas.models.Event;
import io.fanfare.schemas.models.Model;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which rows a record on `models` invalidates. Its header and key decide, so it is not decoded. */
final class InvalidationRule {

  /** The models whose rows decide what answers show. */
  private static final Set<Model> MODELS =
      EnumSet.of(
          Model.USER,
          Model.TRACK,
          Model.PLAYLIST,
          Model.PLAYLIST_TRACK,
          Model.TRACK_LIKE,
          Model.COMMENT,
          Model.FOLLOW,
          Model.TRACK_REPOST,
          Model.PLAYLIST_REPOST,
          Model.BLOCK,
          Model.MUTE,
          Model.DASHBOARD_SETTINGS);

  private InvalidationRule() {}

  /**
   * @param event the record's header `event`; null if it has none
   * @param key the record's key
   */
  static void apply(@Nullable String event, byte @Nullable [] key, Invalidations invalidations) {
    if (event != null && Event.isUnreadableOfNoModel(event)) {
      // The table may be one that is shown, but is not mapped any more.
      invalidations.invalidateAll();
      return;
    }
    if (event != null && !isOfShownModel(event)) {
      return;
    }
    String[] parts = (key == null ? "" : new String(key, UTF_8)).split("/", -1);
    Model model = Model.ofTable(parts[0]);
    List<Long> ids = ids(parts);
    if (model != null && MODELS.contains(model) && ids.size() == model.primaryKey().size()) {
      invalidations.invalidateRow(model, ids);
    } else if (event != null) {
      // A row changed that may be shown, and the key does not identify it.
      invalidations.invalidateAll();
    }
  }

  /** The numbers of a key; none if one of them is not a number of 64 bits. */
  private static List<Long> ids(String[] parts) {
    try {
      return Arrays.stream(parts).skip(1).map(Long::valueOf).toList();
    } catch (NumberFormatException e) {
      return List.of();
    }
  }

  private static boolean isOfShownModel(String event) {
    return MODELS.stream().anyMatch(model -> Event.isOf(event, model));
  }
}
