package io.fanfare.api.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fanfare.api.availability.Deadline;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.api.errors.ApiException;
import io.fanfare.api.search.SearchIndex.FoundDocument;
import io.fanfare.api.search.SearchIndex.SearchHits;
import io.fanfare.api.search.SearchIndex.SearchPosition;
import io.fanfare.api.search.SearchIndex.SearchQuery;
import io.fanfare.api.search.StubElasticsearch.Answer;
import io.fanfare.api.search.StubElasticsearch.Received;
import io.fanfare.schemas.search.DocumentKind;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElasticsearchIndexTest {

  private static final SearchQuery QUERY =
      new SearchQuery(DocumentKind.TRACK, "a", SearchFilters.NONE);
  private static final String OPEN = "POST /tracks/_pit";
  private static final String CLOSE = "DELETE /_pit";
  private static final String SEARCH = "POST /_search";
  private static final String BEST = "POST /tracks/_search";
  private static final String HITS =
      "{\"pit_id\":\"point\",\"timed_out\":false,\"hits\":{\"hits\":["
          + "{\"_id\":\"9\",\"sort\":[12.0,5,9,1]},{\"_id\":\"8\",\"sort\":[12.0,4,8,2]},"
          + "{\"_id\":\"7\",\"sort\":[3.0,9,7,3]}]}}";
  private static final String MISSING =
      "{\"error\":{\"type\":\"search_phase_execution_exception\",\"root_cause\":"
          + "[{\"type\":\"search_context_missing_exception\"}]},\"status\":404}";

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger opened = new AtomicInteger();
  private StubElasticsearch server;
  private ElasticsearchIndex index;

  @BeforeEach
  void start() throws IOException {
    server = new StubElasticsearch(this::answer);
    index = new ElasticsearchIndex(server.client(), Clock.systemUTC(), nanos::get);
  }

  @AfterEach
  void stop() {
    index.close();
    server.close();
  }

  @Test
  void returnsWhereTheNextPageBegins() {
    assertThat(result(index.page(QUERY, null, 2)))
        .isEqualTo(new SearchHits(List.of(9L, 8L), new SearchPosition("point", "[12.0,4,8,2]")));
    assertThat(result(index.page(QUERY, null, 3)))
        .isEqualTo(new SearchHits(List.of(9L, 8L, 7L), null));
  }

  @Test
  void opensNoStateForASinglePage() {
    assertThat(result(index.best(QUERY, 2))).isEqualTo(new SearchHits(List.of(9L, 8L), null));

    assertThat(server.received(OPEN)).isEmpty();
    assertThat(server.received(BEST)).hasSize(1);
  }

  @Test
  void readsTheNextPageFromTheSameState() {
    result(index.page(QUERY, new SearchPosition("old", "[12.0,4,8,2]"), 3));

    assertThat(server.received(OPEN)).isEmpty();
    assertThat(server.received(SEARCH))
        .singleElement()
        .extracting(Received::body)
        .asString()
        .contains("\"pit\":{\"id\":\"old\",\"keep_alive\":\"5m\"}")
        .contains("\"search_after\":[12.0,4,8,2]");
  }

  @Test
  void sharesOneStateForHalfASecondAndThenClosesIt() {
    result(index.page(QUERY, null, 3));
    nanos.addAndGet(Duration.ofMillis(500).toNanos());
    result(index.page(QUERY, null, 3));
    assertThat(server.received(OPEN)).hasSize(1);

    nanos.addAndGet(Duration.ofMillis(501).toNanos());
    result(index.page(QUERY, null, 3));
    assertThat(server.received(OPEN)).hasSize(2);
    await().until(() -> server.received(CLOSE).size() == 1);
    assertThat(server.received(CLOSE).get(0).body()).isEqualTo("{\"id\":\"point 1\"}");
  }

  @Test
  void keepsAStateThatACursorNeeds() {
    result(index.page(QUERY, null, 2));
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    result(index.page(QUERY, null, 3));
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    result(index.page(QUERY, null, 3));

    await().until(() -> server.received(CLOSE).size() == 1);
    assertThat(server.received(CLOSE).get(0).body()).isEqualTo("{\"id\":\"point 2\"}");
  }

  @Test
  void opensStatesLessOftenIfManyAreKept() {
    for (int i = 0; i < 150; i++) {
      result(index.page(QUERY, null, 2));
      nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    }
    assertThat(opened.get()).isBetween(100, 120);

    nanos.addAndGet(Duration.ofMinutes(5).toNanos());
    int before = opened.get();
    for (int i = 0; i < 5; i++) {
      result(index.page(QUERY, null, 2));
      nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    }
    assertThat(opened.get()).isEqualTo(before + 5);
  }

  @Test
  void reportsAnExpiredSearchIfItsStateIsLost() {
    server.answer(received -> new Answer(404, MISSING));

    SearchPosition position = new SearchPosition("old", "[12.0,4,8,2]");
    assertThatThrownBy(() -> result(index.page(QUERY, position, 3)))
        .isInstanceOf(ApiException.class)
        .hasFieldOrPropertyWithValue("status", 410)
        .hasMessageContaining("5 minutes");
  }

  @Test
  void opensAnotherStateIfTheSharedOneIsLost() {
    result(index.page(QUERY, null, 3));
    AtomicInteger lost = new AtomicInteger(1);
    server.answer(
        received ->
            received.line().equals(SEARCH) && lost.getAndDecrement() > 0
                ? new Answer(404, MISSING)
                : answer(received));

    assertThat(result(index.page(QUERY, null, 3)).ids()).hasSize(3);
    assertThat(server.received(OPEN)).hasSize(2);
  }

  @Test
  void isUnavailableWithoutItsIndices() {
    server.answer(
        received -> new Answer(404, "{\"error\":{\"type\":\"index_not_found_exception\"}}"));

    assertUnavailable("do not exist");
    assertThat(index.answers()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 401, 408, 429, 500, 503})
  void isUnavailableWhenElasticsearchIs(int status) {
    server.answer(received -> new Answer(status, "{\"error\":\"unusual\"}"));
    assertUnavailable("Elasticsearch");
    assertThat(index.answers()).isFalse();

    server.answer(
        received ->
            received.line().equals(OPEN)
                ? answer(received)
                : new Answer(status, "<html>not JSON</html>"));
    assertUnavailable("Elasticsearch");
  }

  @Test
  void isUnavailableWhenASearchTimesOut() {
    server.answer(
        received ->
            received.line().endsWith("/_search")
                ? new Answer(200, HITS.replace("false", "true"))
                : answer(received));

    assertThatThrownBy(() -> result(index.best(QUERY, 3)))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("too busy");
    assertThatThrownBy(() -> result(index.page(QUERY, null, 3)))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("too busy");
  }

  @Test
  void isUnavailableIfNoServerListens() {
    server.close();

    assertUnavailable("does not answer");
    assertThat(index.answers()).isFalse();
  }

  @Test
  void recoversByItself() {
    server.answer(received -> new Answer(503, "{}"));
    assertUnavailable("does not answer");
    server.answer(this::answer);

    assertThat(result(index.page(QUERY, null, 3)).ids()).hasSize(3);
    assertThat(index.answers()).isTrue();
  }

  @Test
  void suggestsTheBestAndTakesTurnsAmongKinds() {
    String users = hits("[5.0,100,1]", "[3.0,90,2]");
    String tracks = hits("[3.0,7,3]", "[3.0,6,4]");
    String playlists = hits("[4.0,1,5]");
    server.answer(
        received ->
            new Answer(
                200, "{\"responses\":[" + String.join(",", users, tracks, playlists) + "]}"));

    assertThat(result(index.suggest("a", 10)))
        .containsExactly(
            new FoundDocument(DocumentKind.USER, 1),
            new FoundDocument(DocumentKind.PLAYLIST, 5),
            new FoundDocument(DocumentKind.TRACK, 3),
            new FoundDocument(DocumentKind.USER, 2),
            new FoundDocument(DocumentKind.TRACK, 4));
  }

  @Test
  void suggestsNothingIfAnIndexIsBusy() {
    server.answer(
        received ->
            new Answer(
                200, "{\"responses\":[{\"status\":429,\"error\":{\"type\":\"rejected\"}}]}"));

    assertThatThrownBy(() -> result(index.suggest("a", 10)))
        .isInstanceOf(UnavailableException.class);
  }

  private void assertUnavailable(String reason) {
    assertThatThrownBy(() -> result(index.page(QUERY, null, 3)))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining(reason);
    assertThatThrownBy(() -> result(index.best(QUERY, 3)))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining(reason);
    assertThatThrownBy(() -> result(index.suggest("a", 3)))
        .isInstanceOf(UnavailableException.class)
        .hasMessageEndingWith("try again later.");
  }

  private Answer answer(Received received) {
    return switch (received.line()) {
      case OPEN -> new Answer(200, "{\"id\":\"point " + opened.incrementAndGet() + "\"}");
      case CLOSE -> new Answer(200, "{}");
      case "POST /_msearch" -> new Answer(200, "{\"responses\":[]}");
      default -> new Answer(200, HITS);
    };
  }

  private static String hits(String... sorts) {
    StringBuilder hits = new StringBuilder();
    for (String sort : sorts) {
      String id = sort.substring(sort.lastIndexOf(',') + 1, sort.length() - 1);
      hits.append(hits.isEmpty() ? "" : ",");
      hits.append("{\"_id\":\"" + id + "\",\"sort\":" + sort + "}");
    }
    return "{\"status\":200,\"timed_out\":false,\"hits\":{\"hits\":[" + hits + "]}}";
  }

  private static <T> T result(CompletionStage<T> stage) {
    return Deadline.in(Duration.ofSeconds(10)).await(stage, "Elasticsearch");
  }
}
