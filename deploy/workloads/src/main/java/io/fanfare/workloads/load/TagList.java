package io.fanfare.workloads.load;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tags as catalogues write them. */
final class TagList {

  private static final Pattern QUOTED = Pattern.compile("'([^']*)'|\"([^\"]*)\"");

  private TagList() {}

  /**
   * Tags separated by spaces, those of several words in quotes. A Python list, such as {@code ['lo
   * fi', 'drums']}, is read as one; anything else stays as it is.
   *
   * @return empty if there is no tag
   */
  static Optional<String> plain(String text) {
    if (!text.startsWith("[") || !text.endsWith("]")) {
      return Optional.of(text);
    }
    String tags =
        QUOTED
            .matcher(text)
            .results()
            .map(TagList::content)
            .filter(tag -> !tag.isBlank())
            .map(tag -> tag.contains(" ") ? "\"" + tag + "\"" : tag)
            .collect(Collectors.joining(" "));
    return Optional.of(tags).filter(found -> !found.isEmpty());
  }

  private static String content(MatchResult quoted) {
    return quoted.group(1) == null ? quoted.group(2) : quoted.group(1);
  }
}
