package io.fanfare.api.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The query of a feed.
 *
 * @param limit most items of the page
 * @param access what tracks to show by access; null where the query does not say
 * @param cursor null to begin at the newest entry
 */
record FeedParameters(int limit, @Nullable Set<Access> access, @Nullable String cursor) {

  private static final int DEFAULT_LIMIT = 50;
  private static final int MOST = 200;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");

  /**
   * @param query every parameter with its decoded values; one that could not be decoded has none
   * @throws InvalidRequestException if a value is not one of its parameter; parameters of other
   *     names are ignored
   */
  static FeedParameters of(Map<String, List<String>> query) {
    String limit = single(query, "limit");
    String access = single(query, "access");
    return new FeedParameters(
        limit == null ? DEFAULT_LIMIT : limit(limit),
        access == null ? null : access(access),
        single(query, "cursor"));
  }

  boolean wantsPlayable() {
    return access == null || access.contains(Access.PLAYABLE);
  }

  /** The same query with another cursor. */
  String query(String cursor) {
    String kept = "limit=" + limit;
    if (access != null) {
      String values = access.stream().map(Access::text).collect(Collectors.joining(","));
      kept += "&access=" + URLEncoder.encode(values, UTF_8);
    }
    return kept + "&cursor=" + cursor;
  }

  private static @Nullable String single(Map<String, List<String>> query, String name) {
    List<String> values = query.get(name);
    if (values == null) {
      return null;
    }
    if (values.size() != 1) {
      throw new InvalidRequestException(
          "The parameter " + name + " is not readable text that is given once.");
    }
    return values.get(0);
  }

  private static int limit(String text) {
    int limit = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > MOST) {
      throw new InvalidRequestException(
          "The parameter limit is not a whole number from 1 to " + MOST + ".");
    }
    return limit;
  }

  private static Set<Access> access(String text) {
    Set<Access> access = EnumSet.noneOf(Access.class);
    for (String value : text.split(",", -1)) {
      access.add(
          Arrays.stream(Access.values())
              .filter(known -> known.text().equals(value))
              .findAny()
              .orElseThrow(
                  () ->
                      new InvalidRequestException(
                          "The parameter access lists other values than playable, preview and"
                              + " blocked.")));
    }
    return access;
  }
}
