package io.fanfare.schemas.notifications;

import io.fanfare.schemas.dashboard.ActivityTypes;
import io.fanfare.schemas.models.NotificationSettings;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Understands rows of `notification_settings`. The application owns them, so anything may be in
 * them: what makes no sense counts as not given.
 */
public final class SettingRows {

  /** Two weeks: what waits longer is no news. */
  static final int LONGEST_DIGEST = 14 * 24 * 60;

  private static final String UTC = "UTC";

  private SettingRows() {}

  /** The channel and kind of a row; empty if Fanfare has no such channel or kind. */
  public static Optional<SettingKey> key(NotificationSettings row) {
    return Channels.channel(row.getChannel())
        .flatMap(
            channel ->
                ActivityTypes.kind(row.getActivityType())
                    .map(kind -> new SettingKey(channel, kind)));
  }

  /**
   * The setting of a row; empty if Fanfare has no such channel or kind.
   *
   * @param version of the row; the channel counts as enabled from then on
   */
  public static Optional<Setting> setting(NotificationSettings row, long version) {
    return key(row).map(key -> setting(key, row, version));
  }

  private static Setting setting(SettingKey key, NotificationSettings row, long version) {
    Integer minutes = row.getDigestMinutes();
    Integer from = secondOfDay(row.getQuietFrom());
    Integer to = secondOfDay(row.getQuietTo());
    boolean isQuiet = from != null && to != null && !from.equals(to);
    return new Setting(
        key,
        row.getEnabled(),
        version,
        version,
        minutes == null ? 0 : Math.max(0, Math.min(minutes, LONGEST_DIGEST)),
        isQuiet ? from : null,
        isQuiet ? to : null,
        zone(row.getTimeZone()));
  }

  private static @Nullable Integer secondOfDay(@Nullable String time) {
    try {
      return time == null ? null : LocalTime.parse(time).toSecondOfDay();
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static String zone(@Nullable String name) {
    try {
      return name == null ? UTC : ZoneId.of(name.strip()).getId();
    } catch (DateTimeException e) {
      return UTC;
    }
  }
}
