package io.fanfare.api.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.schemas.models.Event;
import io.fanfare.schemas.models.Model;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a record on `models` makes obsolete; its header and key tell, without decoding it. */
final class InvalidationRule {

  private static final Pattern ROW =
      Pattern.compile("(%s|%s)/(-?[0-9]{1,19})".formatted(Model.TRACK.table(), Model.USER.table()));

  private InvalidationRule() {}

  /**
   * @param event the record's header `event`; null if it has none
   * @param key the record's key
   */
  static void apply(@Nullable String event, byte @Nullable [] key, Invalidations invalidations) {
    if (event != null && !concernsUs(event)) {
      return;
    }
    Matcher row = ROW.matcher(key == null ? "" : new String(key, UTF_8));
    if (!row.matches()) {
      // Some row changed that may be ours, and nobody can say which.
      if (event != null) {
        invalidations.everything();
      }
      return;
    }
    try {
      long id = Long.parseLong(row.group(2));
      if (row.group(1).equals(Model.TRACK.table())) {
        invalidations.track(id);
      } else {
        invalidations.user(id);
      }
    } catch (NumberFormatException e) {
      invalidations.everything();
    }
  }

  private static boolean concernsUs(String event) {
    return Event.isOf(event, Model.TRACK) || Event.isOf(event, Model.USER);
  }
}
