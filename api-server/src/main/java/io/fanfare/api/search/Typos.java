package io.fanfare.api.search;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Queries that tolerate typos: one letter in a short word, two in a long one. Each word costs a
 * walk through the words of the index, so a long text must match exactly.
 */
final class Typos {

  private static final int MOST_WORDS = 8;
  private static final int LONGEST = 80;

  private Typos() {}

  /**
   * All words, or words that they may stand for, in any of some fields; no query for a long text.
   */
  static List<ObjectNode> of(List<String> fields, List<String> words) {
    if (isLong(words)) {
      return List.of();
    }
    return List.of(
        Queries.all(words.stream().map(word -> Queries.mistyped(fields, word)).toList()));
  }

  /**
   * The same; the last word may be incomplete.
   *
   * @param names the fields among them that also hold the beginnings of their words
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
