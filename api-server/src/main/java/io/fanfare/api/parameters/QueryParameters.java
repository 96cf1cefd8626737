package io.fanfare.api.parameters;

import io.fanfare.api.errors.ApiException;
import io.fanfare.api.errors.ErrorKind;
import io.fanfare.api.presentation.Access;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of a request. */
public final class QueryParameters {

  /** Most items of a page. */
  public static final int LARGEST_LIMIT = 200;

  /** Of a name in an error. */
  private static final int LONGEST_NAME = 40;

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");

  private static final Pattern PIXELS = Pattern.compile("[1-9][0-9]{0,3}");

  /** Characters that would change the line in which an error is shown or logged. */
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  /** Parameters with which other APIs walk through pages. */
  private static final Set<String> PAGES = Set.of("offset", "page");

  private final Map<String, List<String>> query;
  private final Set<String> known = new TreeSet<>();

  /**
   * @param query every parameter with its decoded values; no values if they could not be decoded
   */
  public QueryParameters(Map<String, List<String>> query) {
    this.query = query;
  }

  /**
   * The value of a parameter; null if it is not given.
   *
   * @throws ApiException (400) if it is given more than once, or could not be decoded
   */
  public @Nullable String single(String name) {
    known.add(name);
    List<String> values = query.get(name);
    if (values == null) {
      return null;
    }
    if (values.size() != 1) {
      throw new ApiException(
          400, "The parameter " + name + " must be given once, as readable text.");
    }
    return values.get(0);
  }

  /**
   * Refuses parameters that were not read: the answer would be another than the client expects.
   *
   * @throws ApiException (400) if there are any
   */
  public void refuseOthers() {
    for (String name : query.keySet()) {
      if (!known.contains(name)) {
        throw new ApiException(
            ErrorKind.PARAMETER_UNKNOWN,
            "The parameter %s is unknown here: %s.".formatted(shown(name), instead(name)));
      }
    }
  }

  /**
   * Refuses every parameter of a path that has none.
   *
   * @throws ApiException (400) if there are any
   */
  public static void refuseAll(Map<String, List<String>> query) {
    new QueryParameters(query).refuseOthers();
  }

  /**
   * The value of a parameter that must be given, after those that are not known were refused.
   *
   * @throws ApiException (400) if it is not given
   */
  public static String required(String name, @Nullable String value) {
    if (value == null) {
      throw new ApiException(400, "The parameter " + name + " is missing.");
    }
    return value;
  }

  private static String shown(String name) {
    String line = INVISIBLE.matcher(name).replaceAll("?");
    return line.length() > LONGEST_NAME ? line.substring(0, LONGEST_NAME) + "…" : line;
  }

  private String instead(String name) {
    if (known.isEmpty()) {
      return "this path has none";
    }
    if (known.contains("cursor") && PAGES.contains(name)) {
      return "follow next_href instead";
    }
    if (known.contains("urns") && name.equals("ids")) {
      return "give urns such as soundcloud:tracks:1 instead";
    }
    return "known are " + String.join(", ", known);
  }

  /**
   * The value of a flag; false if it is not given.
   *
   * @throws ApiException (400) if it is neither `true` or `1` nor `false` or `0`
   */
  public boolean flag(String name) {
    return flag(name, false);
  }

  /**
   * The value of a flag.
   *
   * @param otherwise its value if it is not given
   * @throws ApiException (400) as {@link #flag(String)}
   */
  public boolean flag(String name, boolean otherwise) {
    String text = single(name);
    if (text == null) {
      return otherwise;
    }
    return switch (text) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default ->
          throw new ApiException(400, "The parameter " + name + " is neither true nor false.");
    };
  }

  /**
   * How many items a page may have.
   *
   * @throws ApiException (400) if it is not a number from 1 to {@link #LARGEST_LIMIT}
   */
  public int limit(int otherwise) {
    String text = single("limit");
    if (text == null) {
      return otherwise;
    }
    int limit = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > LARGEST_LIMIT) {
      throw new ApiException(
          400, "The parameter limit is not a whole number from 1 to " + LARGEST_LIMIT + ".");
    }
    return limit;
  }

  /**
   * A length in pixels; null if it is not given.
   *
   * @throws ApiException (400) if it is not a number from 1 to 9999
   */
  public @Nullable Integer pixels(String name) {
    String text = single(name);
    if (text == null) {
      return null;
    }
    if (!PIXELS.matcher(text).matches()) {
      throw new ApiException(
          400, "The parameter " + name + " is not a whole number from 1 to 9999.");
    }
    return Integer.valueOf(text);
  }

  /**
   * The access of the tracks to show.
   *
   * @throws ApiException (400) if it lists anything else
   */
  public AccessFilter access() {
    String text = single("access");
    if (text == null) {
      return AccessFilter.ALL;
    }
    Set<Access> access = EnumSet.noneOf(Access.class);
    for (String value : text.split(",", -1)) {
      access.add(
          Arrays.stream(Access.values())
              .filter(known -> known.text().equals(value))
              .findAny()
              .orElseThrow(
                  () ->
                      new ApiException(
                          400,
                          "The parameter access may list only playable, preview and blocked.")));
    }
    return new AccessFilter(access);
  }
}
