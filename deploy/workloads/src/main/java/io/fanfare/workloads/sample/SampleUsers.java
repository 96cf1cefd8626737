package io.fanfare.workloads.sample;

import io.fanfare.schemas.models.User;
import io.fanfare.workloads.sample.Language.Place;
import io.fanfare.workloads.sample.Language.Word;
import java.util.List;
import java.util.SplittableRandom;

/** Gives users readable names in many scripts: the same id has the same name everywhere. */
public final class SampleUsers {

  private static final List<String> EMOJI =
      List.of("🎧", "🎛️", "🌊", "🔥", "🪩", "🎺", "🌙", "🥁");
  private static final int ONE_WITH_EMOJI_IN = 12;

  /** Keeps the names of neighbouring ids apart. */
  private static final long SALT = 0x5deece66dL;

  private SampleUsers() {}

  /**
   * The row of a user.
   *
   * @param createdAt µs since the epoch
   */
  public static User user(long id, long createdAt) {
    SplittableRandom random = random(id);
    Language language = pick(Language.ALL, random);
    Word given = pick(language.given(), random);
    Word family = pick(language.family(), random);
    Place place = pick(language.places(), random);
    String name = language.name(given.text(), family.text());
    boolean playful = random.nextInt(ONE_WITH_EMOJI_IN) == 0;
    return User.newBuilder()
        .setId(id)
        .setUsername(playful ? name + " " + pick(EMOJI, random) : name)
        .setPermalink("%s-%s-%d".formatted(given.address(), family.address(), id))
        .setFullName(name)
        .setCity(place.city())
        .setCountryCode(place.country())
        .setCreatedAt(createdAt)
        .setUpdatedAt(createdAt)
        .build();
  }

  /** The language that a user speaks. */
  static Language language(long id) {
    return pick(Language.ALL, random(id));
  }

  static <T> T pick(List<T> from, SplittableRandom random) {
    return from.get(random.nextInt(from.size()));
  }

  private static SplittableRandom random(long id) {
    return new SplittableRandom(id ^ SALT);
  }
}
