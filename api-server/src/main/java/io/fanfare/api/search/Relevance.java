package io.fanfare.api.search;

import static io.fanfare.api.search.Queries.allInOne;
import static io.fanfare.api.search.Queries.allTogether;
import static io.fanfare.api.search.Queries.beginning;
import static io.fanfare.api.search.Queries.beginningTogether;
import static io.fanfare.api.search.Queries.mostTogether;
import static io.fanfare.api.search.Queries.phrase;
import static io.fanfare.api.search.Queries.terms;
import static io.fanfare.api.search.Queries.whole;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fanfare.api.search.SearchFilters.NumberRange;
import io.fanfare.api.search.SearchIndex.SearchQuery;
import io.fanfare.schemas.search.DocumentKind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The query of a search: which documents match, and how well. Documents of one tier are in the
 * order of their popularity, and no popularity lifts a document above a better tier.
 */
final class Relevance {

  private static final List<String> TITLE = List.of("title");
  private static final List<String> ARTIST = List.of("owner.username", "owner.full_name");
  private static final List<String> SOUND_NAMES =
      List.of("title", "owner.username", "owner.full_name");
  private static final List<String> SOUND_WORDS =
      List.of("title", "owner.username", "owner.full_name", "genre.words", "tags.words");

  private static final List<String> USER_NAMES = List.of("username", "full_name");
  private static final List<String> USER_WORDS = List.of("username", "full_name", "city.words");

  /** Subfields in which `M.I.A.` is `mia`, and `AC/DC` is `acdc`. */
  static final String JOINED = ".joined";

  /** Which the index does not keep, either; of a tag of only marks, nothing is left. */
  private static final Pattern TAG_MARKS = Pattern.compile("^[#,\\s]+|[,\\s]+$");

  private Relevance() {}

  /**
   * The query of a search.
   *
   * @param now µs since the epoch: what is published later is not found yet
   */
  static ObjectNode of(SearchQuery query, long now) {
    List<ObjectNode> filters = new ArrayList<>(released(query.kind(), now));
    filters.addAll(filters(query.filters()));
    return Queries.filtered(matching(query.kind(), query.text()), filters);
  }

  /** Only sounds whose time has come. */
  static List<ObjectNode> released(DocumentKind kind, long now) {
    return kind == DocumentKind.USER
        ? List.of()
        : Queries.range("published_at", new NumberRange(null, now));
  }

  private static ObjectNode matching(DocumentKind kind, String text) {
    if (text.isEmpty()) {
      return Queries.matchAll();
    }
    List<ObjectNode> tiers = kind == DocumentKind.USER ? users(text) : sounds(text);
    return Queries.tiers(tiers);
  }

  private static List<ObjectNode> sounds(String text) {
    List<String> words = SearchText.words(text);
    List<ObjectNode> tiers = new ArrayList<>();
    tiers.add(exact(TITLE, text));
    tiers.add(whole(each(TITLE, ".folded"), text));
    tiers.add(exact(ARTIST, text));
    tiers.add(whole(each(ARTIST, ".folded"), text));
    tiers.add(phrase(TITLE, text));
    tiers.add(allInOne(TITLE, text));
    tiers.add(allTogether(SOUND_WORDS, text));
    tiers.add(allTogether(each(SOUND_NAMES, JOINED), text));
    tiers.add(beginning(each(TITLE, ".whole"), text));
    tiers.add(beginning(each(ARTIST, ".whole"), text));
    tiers.add(beginningTogether(SOUND_WORDS, SOUND_NAMES, words));
    tiers.add(mostTogether(SOUND_WORDS, text));
    tiers.add(allInOne(List.of("description"), text));
    tiers.addAll(Typos.of(SOUND_NAMES, words));
    return tiers;
  }

  private static List<ObjectNode> users(String text) {
    List<String> words = SearchText.words(text);
    List<ObjectNode> tiers = new ArrayList<>();
    tiers.add(exact(USER_NAMES, text));
    tiers.add(whole(List.of("username.folded", "full_name.folded", "permalink"), text));
    tiers.add(phrase(USER_NAMES, text));
    tiers.add(allInOne(USER_NAMES, text));
    tiers.add(allTogether(USER_NAMES, text));
    tiers.add(allTogether(each(USER_NAMES, JOINED), text));
    tiers.add(beginning(each(USER_NAMES, ".whole"), text));
    tiers.add(beginningTogether(USER_NAMES, USER_NAMES, words));
    tiers.add(allTogether(USER_WORDS, text));
    tiers.add(beginningTogether(USER_WORDS, USER_NAMES, words));
    tiers.add(mostTogether(USER_WORDS, text));
    tiers.addAll(Typos.of(USER_NAMES, words));
    return tiers;
  }

  private static List<ObjectNode> filters(SearchFilters filters) {
    List<ObjectNode> queries = new ArrayList<>();
    queries.addAll(Queries.oneOf("genre", filters.genres()));
    queries.addAll(
        Queries.oneOf("tags", filters.tags().stream().map(Relevance::withoutMarks).toList()));
    queries.addAll(Queries.range("bpm", filters.bpm()));
    queries.addAll(Queries.range("duration", filters.duration()));
    queries.addAll(Queries.range("created_at", filters.createdAt()));
    queries.addAll(Queries.oneOfNumbers("id", filters.ids()));
    return queries;
  }

  /** A name is exactly the text, of which folding leaves something. */
  private static ObjectNode exact(List<String> names, String text) {
    return Queries.all(
        List.of(terms(each(names, ".exact"), text), whole(each(names, ".folded"), text)));
  }

  private static String withoutMarks(String tag) {
    return TAG_MARKS.matcher(tag).replaceAll("");
  }

  /** The names of the subfields `within` of some fields. */
  static List<String> each(List<String> fields, String within) {
    return fields.stream().map(field -> field + within).toList();
  }
}
