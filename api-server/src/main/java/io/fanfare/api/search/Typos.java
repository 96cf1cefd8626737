package io.fanfare.api.search;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Words that people meant: one letter off where a word is short, two where it is long. Each costs a
 * walk through the words of the index, so long texts are taken by their letters.
 */
final class Typos {

  private static final int MOST_WORDS = 8;
  private static final int LONGEST = 80;

  private Typos() {}

  /** What has all words or ones that are meant by them, in any of some fields; none if too long. */
  static List<ObjectNode> of(List<String> fields, List<String> words) {
    if (isLong(words)) {
      return List.of();
    }
    return List.of(
        Queries.all(words.stream().map(word -> Queries.mistyped(fields, word)).toList()));
  }

  /**
   * The same, where the last word may go on.
   *
   * @param names those of the fields that hold the beginnings of their words, too
   */
  static List<ObjectNode> beginning(List<String> fields, List<String> names, List<String> words) {
    if (isLong(words)) {
      return List.of();
    }
    List<String> beginnings = Relevance.each(names, ".typing._index_prefix");
    int last = words.size() - 1;
    List<ObjectNode> queries = new ArrayList<>();
    words.subList(0, last).forEach(word -> queries.add(Queries.mistyped(fields, word)));
    queries.add(
        Queries.any(
            List.of(
                Queries.beginning(fields, words.get(last)),
                Queries.mistyped(fields, words.get(last)),
                Queries.mistyped(beginnings, words.get(last)))));
    return List.of(Queries.all(queries));
  }

  private static boolean isLong(List<String> words) {
    return words.size() > MOST_WORDS || words.stream().mapToInt(String::length).sum() > LONGEST;
  }
}
