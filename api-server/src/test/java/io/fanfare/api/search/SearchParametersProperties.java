package io.fanfare.api.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.api.errors.ApiException;
import io.fanfare.schemas.search.DocumentKind;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any query is a search or rejected in one sentence, and hrefs continue the same search. */
class SearchParametersProperties {

  private static final List<String> NAMES =
      List.of(
          "q",
          "genres",
          "tags",
          "urns",
          "bpm[from]",
          "bpm[to]",
          "duration[from]",
          "created_at[from]",
          "created_at[to]",
          "limit",
          "access",
          "linked_partitioning",
          "cursor");

  @Property
  void anyTextIsSearchedForOrRejected(@ForAll DocumentKind kind, @ForAll("texts") String text) {
    Map<String, List<String>> query = Map.of("q", List.of(text));
    try {
      SearchParameters parameters = SearchParameters.of(kind, query);
      String searched = parameters.search().text();
      assertThat(searched.codePoints())
          .noneMatch(Character::isISOControl)
          .noneMatch(point -> Character.getType(point) == Character.SURROGATE);
      assertThat(Relevance.of(parameters.search(), 0).toString()).doesNotContain("query_string");
      if (!searched.isEmpty()) {
        assertThat(Suggestions.of(kind, searched, 0).toString()).doesNotContain("wildcard");
      }
    } catch (ApiException e) {
      assertThat(e.status()).isEqualTo(400);
      String together = Normalizer.normalize(text, Normalizer.Form.NFC);
      assertThat(together.codePointCount(0, together.length())).isGreaterThan(200);
    }
  }

  @Property
  void anyParameterIsReadOrRejected(
      @ForAll DocumentKind kind,
      @ForAll("names") String name,
      @ForAll("texts") String text,
      @ForAll("texts") String other) {
    Map<String, List<String>> query = new HashMap<>(Map.of("q", List.of(other)));
    query.put(name, List.of(text));
    try {
      Relevance.of(SearchParameters.of(kind, query).search(), 0);
    } catch (ApiException e) {
      assertThat(e.status()).isEqualTo(400);
      assertThat(e.reason()).startsWith("The parameter ").endsWith(".").doesNotContain("\n");
    }
  }

  @Property
  void hrefsSearchForTheSame(@ForAll("texts") String text, @ForAll("texts") String tag) {
    Map<String, List<String>> query =
        Map.of(
            "q",
            List.of(text),
            "tags",
            List.of(tag),
            "bpm[to]",
            List.of("7"),
            "access",
            List.of("preview,playable"));
    SearchParameters parameters;
    try {
      parameters = SearchParameters.of(DocumentKind.TRACK, query);
    } catch (ApiException e) {
      assertThat(e.status()).isEqualTo(400);
      return;
    }
    String href = parameters.href("abc");

    SearchParameters again = SearchParameters.of(DocumentKind.TRACK, decoded(href));
    assertThat(again.search()).isEqualTo(parameters.search());
    assertThat(again.scope()).isEqualTo(parameters.scope());
    assertThat(again.access()).isEqualTo(parameters.access());
    assertThat(again.isLinked()).isTrue();
    assertThat(again.cursor()).isEqualTo("abc");
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.of(NAMES);
  }

  /**
   * Any UTF-16, also with unpaired surrogates, and text that a query language could take for
   * commands.
   */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().all().ofMaxLength(250),
        Arbitraries.strings()
            .withChars("\u0000\u0007\n \t,:*?\"\\/(){}[]~^+-&|!<>=.%'\ud800\udc00\u202e\u200d")
            .ofMaxLength(40),
        Arbitraries.strings().withChars("éÅßשלוםمرحباไทย日本語한글русский").ofMaxLength(220),
        Arbitraries.of(
            "_exists_:title",
            "/.*/",
            "a OR b",
            "soundcloud:tracks:1,soundcloud:tracks:-2",
            "2026-11-20 10:00:00",
            "99999999999999999999",
            "9".repeat(19)));
  }

  private static Map<String, List<String>> decoded(String href) {
    Map<String, List<String>> query = new HashMap<>();
    for (String pair : URI.create(href).getRawQuery().split("&")) {
      String[] parts = pair.split("=", 2);
      query.put(
          URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
          List.of(URLDecoder.decode(parts[1], StandardCharsets.UTF_8)));
    }
    return query;
  }
}
