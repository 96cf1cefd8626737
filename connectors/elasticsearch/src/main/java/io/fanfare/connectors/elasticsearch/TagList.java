package io.fanfare.connectors.elasticsearch;

import java.util.List;
import java.util.regex.Pattern;

/** Parses the column `tag_list`: tags separated by white space, tags with spaces in quotes. */
final class TagList {

  private static final Pattern TAG = Pattern.compile("\"([^\"]*)\"|([^\\s\"]+)");

  private TagList() {}

  static List<String> tags(String list) {
    return TAG.matcher(list)
        .results()
        .map(tag -> (tag.group(1) == null ? tag.group(2) : tag.group(1)).strip())
        .filter(tag -> !tag.isEmpty())
        .toList();
  }
}
