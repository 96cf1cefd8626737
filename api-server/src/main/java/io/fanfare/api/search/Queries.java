package io.fanfare.api.search;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fanfare.api.search.SearchFilters.NumberRange;
import java.util.ArrayList;
import java.util.List;

/**
 * The queries of Elasticsearch that searches use. None of them has a syntax, so nothing that a user
 * types is a command.
 */
final class Queries {

  /** Most words that a mistyped word may stand for, in each field. */
  private static final int MOST_MEANT = 20;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Queries() {}

  /** One of some fields has exactly this keyword. */
  static ObjectNode terms(List<String> fields, String text) {
    return any(
        fields.stream().map(field -> of("term", JSON.objectNode().put(field, text))).toList());
  }

  /**
   * One of some folded keywords is the whole text. If folding leaves nothing of the text, no
   * document matches, not even one whose keyword is empty: a `term` would match it.
   */
  static ObjectNode whole(List<String> fields, String text) {
    ObjectNode query = multiMatch("best_fields", fields, text);
    options(query).put("analyzer", "whole");
    return query;
  }

  /** The words in this order, in one of some fields. */
  static ObjectNode phrase(List<String> fields, String text) {
    return multiMatch("phrase", fields, text);
  }

  /** All words in one of some fields. */
  static ObjectNode allInOne(List<String> fields, String text) {
    ObjectNode query = multiMatch("best_fields", fields, text);
    options(query).put("operator", "and");
    return query;
  }

  /** Each word in any of some fields, whose analyzers are the same. */
  static ObjectNode allTogether(List<String> fields, String text) {
    ObjectNode query = multiMatch("cross_fields", fields, text);
    options(query).put("operator", "and");
    return query;
  }

  /** Most of the words, if they are several, in any of some fields. */
  static ObjectNode mostTogether(List<String> fields, String text) {
    ObjectNode query = multiMatch("cross_fields", fields, text);
    options(query).put("minimum_should_match", "2<70%");
    return query;
  }

  /** All words in one of some fields; the last word may be incomplete. */
  static ObjectNode beginning(List<String> fields, String text) {
    ObjectNode query = multiMatch("bool_prefix", fields, text);
    options(query).put("operator", "and");
    return query;
  }

  /** All words in one of some fields; each may be mistyped after its first letter. */
  static ObjectNode mistyped(List<String> fields, String text) {
    ObjectNode query = allInOne(fields, text);
    options(query)
        // The fields with the beginnings of words have no such analyzer of their own.
        .put("analyzer", "words")
        .put("fuzziness", "AUTO")
        .put("prefix_length", 1)
        .put("max_expansions", MOST_MEANT);
    return query;
  }

  /** The words in any of some fields; the last word may be incomplete in the fields `last`. */
  static ObjectNode beginningTogether(List<String> fields, List<String> last, List<String> words) {
    List<String> before = words.subList(0, words.size() - 1);
    ObjectNode beginning = beginning(last, words.get(words.size() - 1));
    return before.isEmpty()
        ? beginning
        : all(List.of(allTogether(fields, String.join(" ", before)), beginning));
  }

  /** Numbers within a range; no query if it is open at both ends. */
  static List<ObjectNode> range(String field, NumberRange range) {
    List<ObjectNode> queries = new ArrayList<>();
    ObjectNode bounds = JSON.objectNode();
    if (range.from() != null) {
      bounds.put("gte", range.from());
    }
    if (range.to() != null) {
      bounds.put("lte", range.to());
    }
    if (!bounds.isEmpty()) {
      queries.add(of("range", JSON.objectNode().set(field, bounds)));
    }
    return queries;
  }

  /** One of some folded keywords, as in `whole`. */
  static List<ObjectNode> oneOf(String field, List<String> values) {
    return values.isEmpty()
        ? List.of()
        : List.of(any(values.stream().map(value -> whole(List.of(field), value)).toList()));
  }

  /** One of some numbers. */
  static List<ObjectNode> oneOfNumbers(String field, List<Long> values) {
    ArrayNode list = JSON.arrayNode();
    values.forEach(list::add);
    return values.isEmpty() ? List.of() : List.of(of("terms", JSON.objectNode().set(field, list)));
  }

  static ObjectNode matchAll() {
    return of("match_all", JSON.objectNode());
  }

  static ObjectNode any(List<ObjectNode> queries) {
    ObjectNode options = JSON.objectNode();
    options.putArray("should").addAll(queries);
    return of("bool", options.put("minimum_should_match", 1));
  }

  static ObjectNode all(List<ObjectNode> queries) {
    ObjectNode options = JSON.objectNode();
    options.putArray("must").addAll(queries);
    return of("bool", options);
  }

  /** The documents that match a query and pass some filters. */
  static ObjectNode filtered(ObjectNode query, List<ObjectNode> filters) {
    ObjectNode options = JSON.objectNode();
    options.putArray("must").add(query);
    options.putArray("filter").addAll(filters);
    return of("bool", options);
  }

  /**
   * Only the best matching tier counts: a document that matches the first tier ranks above all that
   * match only later tiers, however many of them.
   *
   * @param tiers best first
   */
  static ObjectNode tiers(List<ObjectNode> tiers) {
    ArrayNode queries = JSON.arrayNode();
    for (int i = 0; i < tiers.size(); i++) {
      ObjectNode options = JSON.objectNode();
      options.set("filter", tiers.get(i));
      // Small whole numbers, which no arithmetic of floats changes: equal tiers are equal scores.
      queries.add(of("constant_score", options.put("boost", tiers.size() - i)));
    }
    return of("dis_max", JSON.objectNode().set("queries", queries));
  }

  private static ObjectNode multiMatch(String type, List<String> fields, String text) {
    ObjectNode options = JSON.objectNode().put("query", text).put("type", type);
    fields.forEach(options.putArray("fields")::add);
    return of("multi_match", options);
  }

  private static ObjectNode options(ObjectNode query) {
    return (ObjectNode) query.elements().next();
  }

  private static ObjectNode of(String name, ObjectNode options) {
    ObjectNode query = JSON.objectNode();
    query.set(name, options);
    return query;
  }
}
