package io.fanfare.schemas.search;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of the search indices. Their mappings are resources beside the other contracts. */
public final class Indices {

  /** The version of the mappings. */
  private static final String MAPPING = "v2";

  /** Above the highest generation number of a mapping. */
  private static final long NUMBERS = 1_000_000_000L;

  private static final Pattern ANY_GENERATION = Pattern.compile("v[0-9]{1,9}(-[0-9]{1,9})?");
  private static final Pattern GENERATION = Pattern.compile(MAPPING + "(?:-([0-9]{1,9}))?");

  /** The first generation of a mapping is named like the mapping. */
  public static final String FIRST_GENERATION = MAPPING;

  /** Name of the component template with the analyzers of all indices. */
  public static final String ANALYSIS = "fanfare-analysis";

  /** Resource with that template, next to the index templates. */
  public static final String ANALYSIS_FILE = "analysis.json";

  /** Body of an alias: it hides the tombstones of removed documents. */
  public static final Map<String, Object> FOUND_ONLY =
      Map.of("filter", Map.of("term", Map.of("removed", false)));

  private Indices() {}

  /** Whether a text names a generation, of these or of other mappings. */
  public static boolean isGeneration(String text) {
    return ANY_GENERATION.matcher(text).matches();
  }

  /** Whether a generation is newer than another. */
  public static boolean isNewer(String generation, String other) {
    return number(generation) > number(other);
  }

  /** Orders by mapping first, then by generation. */
  private static long number(String generation) {
    String[] parts = generation.substring(1).split("-", 2);
    long mapping = Long.parseLong(parts[0]);
    return mapping * NUMBERS + (parts.length == 1 ? 1 : Long.parseLong(parts[1]));
  }

  /**
   * The generation after another, with the current mappings: `v2-2` after `v2`, and `v2` after any
   * of `v1`.
   */
  public static String next(String generation) {
    Matcher parts = GENERATION.matcher(generation);
    if (!parts.matches()) {
      return FIRST_GENERATION;
    }
    int number = parts.group(1) == null ? 1 : Integer.parseInt(parts.group(1));
    return MAPPING + "-" + (number + 1);
  }

  /**
   * The name that searches use: an alias of the one index that is served, without the tombstones of
   * removed documents.
   */
  public static String alias(DocumentKind kind) {
    return kind.name().toLowerCase(Locale.ROOT) + "s";
  }

  /**
   * One index of a kind. There may be several while one replaces another.
   *
   * @param generation begins with the mapping's version
   */
  public static String index(DocumentKind kind, String generation) {
    return alias(kind) + "-" + generation;
  }
}
