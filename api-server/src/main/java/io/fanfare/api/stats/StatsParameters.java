package io.fanfare.api.stats;

import io.fanfare.api.errors.ApiException;
import io.fanfare.api.parameters.QueryParameters;
import io.fanfare.schemas.stats.StatKind;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request for stats.
 *
 * @param kinds null for all that the viewer may see
 * @param breakdown null for none
 * @param top most tracks to list; 0 for none
 */
record StatsParameters(
    StatsRange range, @Nullable Set<StatKind> kinds, @Nullable Breakdown breakdown, int top) {

  private static final int MOST_TOP = 50;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");

  /** What counts can be broken down by. */
  enum Breakdown {
    COUNTRY,
    SOURCE
  }

  /**
   * Reads the parameters of a request.
   *
   * @throws ApiException (400) if one is wrong or unknown
   */
  static StatsParameters of(Map<String, List<String>> query, Instant now) {
    QueryParameters parameters = new QueryParameters(query);
    StatsParameters read =
        new StatsParameters(
            StatsRange.of(parameters, now),
            kinds(parameters.single("kinds")),
            breakdown(parameters.single("breakdown")),
            top(parameters.single("top")));
    parameters.refuseOthers();
    return read;
  }

  Set<StatKind> kindsOr(Set<StatKind> otherwise) {
    return kinds == null ? otherwise : kinds;
  }

  static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable Set<StatKind> kinds(@Nullable String text) {
    if (text == null) {
      return null;
    }
    Set<StatKind> kinds = EnumSet.noneOf(StatKind.class);
    for (String value : text.split(",", -1)) {
      kinds.add(
          named(
              StatKind.values(),
              value,
              "kinds",
              "may list only play, download, like, repost, comment and follow"));
    }
    return kinds;
  }

  private static @Nullable Breakdown breakdown(@Nullable String text) {
    return text == null
        ? null
        : named(Breakdown.values(), text, "breakdown", "is neither country nor source");
  }

  private static <E extends Enum<E>> E named(E[] values, String text, String name, String wrong) {
    return Arrays.stream(values)
        .filter(value -> name(value).equals(text))
        .findAny()
        .orElseThrow(() -> new ApiException(400, "The parameter " + name + " " + wrong + "."));
  }

  private static int top(@Nullable String text) {
    if (text == null) {
      return 0;
    }
    int top = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (top < 1 || top > MOST_TOP) {
      throw new ApiException(
          400, "The parameter top is not a whole number from 1 to " + MOST_TOP + ".");
    }
    return top;
  }
}
