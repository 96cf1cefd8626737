package io.fanfare.api.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.api.search.SearchFilters.NumberRange;
import io.fanfare.api.search.SearchIndex.SearchQuery;
import io.fanfare.schemas.search.DocumentKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RelevanceTest {

  private static final long NOW = 9;

  @ParameterizedTest
  @EnumSource(DocumentKind.class)
  void ranksTiersByWholeNumbersThatNeverAddUp(DocumentKind kind) {
    JsonNode tiers = tiers(Relevance.of(query(kind, "Nina Simone"), NOW));

    for (int i = 0; i < tiers.size(); i++) {
      assertThat(tiers.get(i).at("/constant_score/boost").intValue()).isEqualTo(tiers.size() - i);
    }
    assertThat(tiers.size()).isGreaterThan(8);
  }

  @Test
  void putsAnExactTitleFirstAndTyposLast() {
    JsonNode tiers = tiers(Relevance.of(query(DocumentKind.TRACK, "Café del Mar"), NOW));

    assertThat(tiers.get(0).findValue("title.exact").textValue()).isEqualTo("Café del Mar");
    assertThat(tiers.get(1).has("constant_score")).isTrue();
    assertThat(tiers.get(1).findValue("filter")).hasToString(whole("title.folded", "Café del Mar"));
    assertThat(tiers.get(tiers.size() - 1).findValues("fuzziness")).hasSize(3);
    assertThat(tiers.findValues("fuzziness")).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource(DocumentKind.class)
  void noFoldedKeywordIsATermWhichCouldBeEmpty(DocumentKind kind) {
    SearchFilters filters =
        new SearchFilters(
            List.of("^"),
            List.of("#"),
            NumberRange.ALL,
            NumberRange.ALL,
            NumberRange.ALL,
            List.of());
    for (JsonNode query :
        List.of(
            Relevance.of(new SearchQuery(kind, "^", filters), NOW),
            Suggestions.of(kind, "^", NOW))) {
      assertThat(query.findValues("term"))
          .allSatisfy(
              term ->
                  assertThat(term.fieldNames())
                      .toIterable()
                      .allSatisfy(field -> assertThat(field).endsWith(".exact")));
      assertThat(query.findValue("terms")).isNull();
    }
  }

  @Test
  void listsEverythingWithoutAText() {
    assertThat(Relevance.of(query(DocumentKind.USER, ""), NOW))
        .hasToString("{\"bool\":{\"must\":[{\"match_all\":{}}],\"filter\":[]}}");
  }

  @Test
  void filtersWithoutScores() {
    SearchFilters filters =
        new SearchFilters(
            List.of("Jazz"),
            List.of("a", "#b c, "),
            new NumberRange(100L, null),
            new NumberRange(null, 5L),
            new NumberRange(1L, 2L),
            List.of(7L));

    assertThat(
            Relevance.of(new SearchQuery(DocumentKind.TRACK, "", filters), NOW).at("/bool/filter"))
        .hasToString(
            "[{\"range\":{\"published_at\":{\"lte\":9}}},"
                + oneOf(whole("genre", "Jazz"))
                + ","
                + oneOf(whole("tags", "a"), whole("tags", "b c"))
                + ","
                + "{\"range\":{\"bpm\":{\"gte\":100}}},{\"range\":{\"duration\":{\"lte\":5}}},"
                + "{\"range\":{\"created_at\":{\"gte\":1,\"lte\":2}}},{\"terms\":{\"id\":[7]}}]");
  }

  @Test
  void doesNotLookForTyposInLongTexts() {
    assertThat(
            tiers(Relevance.of(query(DocumentKind.TRACK, "a ".repeat(9).strip()), NOW)).toString())
        .doesNotContain("fuzziness");
    assertThat(tiers(Relevance.of(query(DocumentKind.TRACK, "日本".repeat(50)), NOW)).toString())
        .doesNotContain("fuzziness");
  }

  @Test
  void ranksSuggestionsOfAllKindsAlike() {
    for (String text : List.of("n", "nina sim", "a ".repeat(20).strip())) {
      int tiers = tiers(Suggestions.of(DocumentKind.TRACK, text, NOW)).size();
      assertThat(tiers(Suggestions.of(DocumentKind.PLAYLIST, text, NOW))).hasSize(tiers);
      assertThat(tiers(Suggestions.of(DocumentKind.USER, text, NOW))).hasSize(tiers);
    }
  }

  private static String whole(String field, String text) {
    return """
        {"multi_match":{"query":"%s","type":"best_fields","fields":["%s"],"analyzer":"whole"}}"""
        .formatted(text, field);
  }

  private static String oneOf(String... queries) {
    return """
        {"bool":{"should":[%s],"minimum_should_match":1}}"""
        .formatted(String.join(",", queries));
  }

  private static SearchQuery query(DocumentKind kind, String text) {
    return new SearchQuery(kind, text, SearchFilters.NONE);
  }

  private static JsonNode tiers(JsonNode query) {
    return query.findValue("dis_max").get("queries");
  }
}
