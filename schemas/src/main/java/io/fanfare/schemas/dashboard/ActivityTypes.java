package io.fanfare.schemas.dashboard;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The names of the kinds of activities, as in the API and in rows of settings. */
public final class ActivityTypes {

  private ActivityTypes() {}

  /** The name of a kind, such as `track:repost`. */
  public static String name(ActivityKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ':');
  }

  /** The kind with a name; empty if there is none. */
  public static Optional<ActivityKind> kind(String name) {
    return Arrays.stream(ActivityKind.values()).filter(kind -> name(kind).equals(name)).findFirst();
  }
}
