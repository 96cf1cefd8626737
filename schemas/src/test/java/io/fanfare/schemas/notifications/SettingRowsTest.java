package io.fanfare.schemas.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.models.NotificationSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingRowsTest {

  @Test
  void understandsARow() {
    NotificationSettings row =
        new NotificationSettings(
            1L, "email", "track:repost", true, 60, "22:00:00", "08:00:00", "Europe/Berlin", "a@b");
    assertThat(SettingRows.setting(row, 7))
        .contains(
            new Setting(
                new SettingKey(Channel.EMAIL, ActivityKind.TRACK_REPOST),
                true,
                7L,
                7L,
                60,
                22 * 3_600,
                8 * 3_600,
                "Europe/Berlin"));
  }

  @ParameterizedTest
  @CsvSource({"sms, track", "EMAIL, track", "email, like", "email, TRACK", "'', ''"})
  void hasNoOtherChannelsAndKinds(String channel, String kind) {
    NotificationSettings row =
        new NotificationSettings(1L, channel, kind, true, null, null, null, null, null);
    assertThat(SettingRows.setting(row, 7)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "22:00:00, , UTC",
    ", 08:00:00, UTC",
    "08:00:00, 08:00:00, UTC",
    "-01:00:00, 08:00:00, UTC",
    "25:00:00, 08:00:00, UTC",
    "x, y, UTC"
  })
  void quietHoursThatMakeNoSenseAreNone(@Nullable String from, @Nullable String to, String zone) {
    Setting setting = setting(0, from, to, zone);
    assertThat(setting.getQuietFrom()).isNull();
    assertThat(setting.getQuietTo()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"Europe/Nowhere", "''", "'; DROP'"})
  void anUnknownZoneIsUtc(String zone) {
    assertThat(setting(0, null, null, zone).getTimeZone()).isEqualTo("UTC");
  }

  @ParameterizedTest
  @CsvSource({"-5, 0", "0, 0", "15, 15", "2147483647, 20160"})
  void aDigestIsOfTwoWeeksAtMost(int minutes, int understood) {
    assertThat(setting(minutes, null, null, "UTC").getDigestMinutes()).isEqualTo(understood);
  }

  private static Setting setting(
      int minutes, @Nullable String from, @Nullable String to, String zone) {
    NotificationSettings row =
        new NotificationSettings(1L, "push", "track", true, minutes, from, to, zone, null);
    return SettingRows.setting(row, 7).orElseThrow();
  }
}
