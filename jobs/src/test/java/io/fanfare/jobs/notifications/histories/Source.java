package io.fanfare.jobs.notifications.histories;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.dashboard.UpdateOperation;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.EntryChange;
import io.fanfare.schemas.notifications.OptOut;
import io.fanfare.schemas.notifications.RecipientChange;
import io.fanfare.schemas.notifications.SeenUntil;
import io.fanfare.schemas.notifications.Setting;
import io.fanfare.schemas.notifications.SettingChange;
import io.fanfare.schemas.notifications.SettingKey;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Random changes that concern one recipient. */
final class Source {

  static final long RECIPIENT = 7;

  private static final List<ActivityKind> KINDS =
      List.of(ActivityKind.TRACK, ActivityKind.TRACK_REPOST);

  private static final List<Channel> CHANNELS = List.of(Channel.PUSH, Channel.EMAIL);

  private final Random random;

  Source(Random random) {
    this.random = random;
  }

  /**
   * @param version of the change in `models`
   * @param now µs since the epoch
   */
  RecipientChange next(long version, long now) {
    int choice = random.nextInt(20);
    if (choice < 4) {
      return new RecipientChange(RECIPIENT, version, setting(version));
    }
    if (choice < 6) {
      return new RecipientChange(RECIPIENT, 0L, optOut());
    }
    return choice < 7
        ? new RecipientChange(RECIPIENT, 0L, new SeenUntil(now - minutes(random.nextInt(120))))
        : new RecipientChange(RECIPIENT, version, entry(now));
  }

  private SettingChange setting(long version) {
    SettingKey key = new SettingKey(one(CHANNELS), one(KINDS));
    if (random.nextInt(6) == 0) {
      return new SettingChange(key, null);
    }
    boolean isQuiet = random.nextInt(3) == 0;
    return new SettingChange(
        key,
        new Setting(
            key,
            random.nextInt(4) > 0,
            version,
            version,
            one(List.of(0, 0, 30, 120)),
            isQuiet ? 21 * 3_600 : null,
            isQuiet ? 7 * 3_600 : null,
            "UTC"));
  }

  private OptOut optOut() {
    return new OptOut(
        one(CHANNELS), random.nextBoolean() ? one(KINDS) : null, random.nextInt(3) == 0);
  }

  private EntryChange entry(long now) {
    boolean isAdded = random.nextInt(3) > 0;
    int age = random.nextInt(8);
    long time =
        switch (age) {
          case 0 -> now - minutes(60 * 24 + 1 + random.nextInt(90));
          case 1 -> now + minutes(random.nextInt(300));
          default -> now - minutes(random.nextInt(3));
        };
    // Few times, so that removals meet what was added.
    long activityTime = time - Math.floorMod(time, minutes(15));
    return new EntryChange(
        isAdded ? UpdateOperation.ADDED : UpdateOperation.REMOVED,
        new Activity(one(KINDS), 1L + random.nextInt(2), 1L + random.nextInt(2), activityTime),
        isAdded && random.nextInt(5) > 0,
        now,
        random.nextBoolean());
  }

  private <T> T one(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  private static long minutes(long minutes) {
    return Micros.of(Duration.ofMinutes(minutes));
  }
}
