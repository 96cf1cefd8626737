package io.fanfare.api.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fanfare.api.availability.Dependency;
import io.fanfare.api.errors.ApiException;
import io.fanfare.api.search.ElasticsearchRequests.MissingException;
import io.fanfare.api.search.PointsInTime.PointInTime;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.search.Indices;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.ContentType;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;
import org.jspecify.annotations.Nullable;

/**
 * Searches the indices in Elasticsearch. Every request has a timeout there as well, so that it ends
 * when no client waits for it. A limit of documents would lose the best hits.
 */
public final class ElasticsearchIndex implements SearchIndex, Dependency, AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ContentType LINES = ContentType.create("application/x-ndjson");
  private static final String LONGEST = "2s";

  /** The order of suggestions that match and rank alike. */
  private static final List<DocumentKind> KINDS =
      List.of(DocumentKind.USER, DocumentKind.TRACK, DocumentKind.PLAYLIST);

  private final ElasticsearchRequests requests;
  private final PointsInTime points;
  private final Clock clock;

  /**
   * A hit among the suggestions.
   *
   * @param rank among those of its kind, from 0
   */
  private record Suggested(FoundDocument document, double score, int rank) {}

  public ElasticsearchIndex(RestClient client, Clock clock) {
    this(client, clock, System::nanoTime);
  }

  ElasticsearchIndex(RestClient client, Clock clock, LongSupplier nanos) {
    this.clock = clock;
    this.requests = new ElasticsearchRequests(client);
    this.points = new PointsInTime(requests, nanos);
  }

  private long now() {
    return Micros.of(clock.instant());
  }

  @Override
  public String name() {
    return ELASTICSEARCH;
  }

  @Override
  public boolean answers() {
    String aliases =
        Arrays.stream(DocumentKind.values()).map(Indices::alias).collect(Collectors.joining(","));
    Request request = new Request("GET", "/" + aliases + "/_search");
    request.addParameter("size", "0");
    request.addParameter("terminate_after", "1");
    request.addParameter("allow_partial_search_results", "false");
    request.addParameter("filter_path", "timed_out");
    return requests.succeeds(request);
  }

  @Override
  public CompletionStage<SearchHits> best(SearchQuery query, int limit) {
    ObjectNode body = body(Relevance.of(query, now()), limit);
    CompletionStage<SearchHits> hits =
        search("/" + Indices.alias(query.kind()) + "/_search", body)
            .thenApply(answer -> new SearchHits(ids(answer.at("/hits/hits"), limit), null));
    return ifMissing(hits, ElasticsearchIndex::notReady);
  }

  @Override
  public CompletionStage<SearchHits> page(
      SearchQuery query, @Nullable SearchPosition after, int limit) {
    return after == null
        ? firstPage(query, limit)
        : ifMissing(
            page(query, after.pointInTime(), after.sort(), limit), missing -> failed(expired()));
  }

  @Override
  public CompletionStage<List<FoundDocument>> suggest(String text, int limit) {
    StringBuilder lines = new StringBuilder();
    for (DocumentKind kind : KINDS) {
      ObjectNode header = JsonNodeFactory.instance.objectNode();
      header.put("index", Indices.alias(kind)).put("allow_partial_search_results", false);
      ObjectNode body = body(Suggestions.of(kind, text, now()), limit);
      lines.append(header).append('\n').append(body).append('\n');
    }
    Request request = new Request("POST", "/_msearch");
    request.addParameter(
        "filter_path",
        "responses.status,responses.error,responses.timed_out,"
            + "responses.hits.hits._id,responses.hits.hits.sort");
    request.setEntity(new ByteArrayEntity(lines.toString().getBytes(UTF_8), LINES));
    CompletionStage<List<FoundDocument>> suggestions =
        requests.send(request).thenApply(answer -> suggested(answer.path("responses")));
    return ifMissing(suggestions, ElasticsearchIndex::notReady);
  }

  /** A shared point in time may be lost with its node: then another one is opened, once. */
  private CompletionStage<SearchHits> firstPage(SearchQuery query, int limit) {
    CompletionStage<SearchHits> hits =
        ifMissing(sharedFirstPage(query, limit), lost -> sharedFirstPage(query, limit));
    return ifMissing(hits, ElasticsearchIndex::notReady);
  }

  private CompletionStage<SearchHits> sharedFirstPage(SearchQuery query, int limit) {
    PointInTime point = points.acquire(query.kind());
    CompletionStage<SearchHits> page =
        ifMissing(
            point.id().thenCompose(id -> page(query, id, null, limit)),
            lost -> {
              points.forget(point);
              return failed(lost);
            });
    return page.whenComplete(
        (hits, failure) -> points.release(point, hits != null && hits.next() != null));
  }

  /** Searches for one hit more than the page has, which shows whether there is another page. */
  private CompletionStage<SearchHits> page(
      SearchQuery query, String pointInTime, @Nullable String after, int limit) {
    ObjectNode body = body(Relevance.of(query, now()), limit + 1);
    body.putObject("pit").put("id", pointInTime).put("keep_alive", PointsInTime.KEEP_ALIVE);
    if (after != null) {
      body.set("search_after", parse(after));
    }
    return search("/_search", body).thenApply(answer -> hits(answer, pointInTime, limit));
  }

  private CompletionStage<JsonNode> search(String path, ObjectNode body) {
    Request request = new Request("POST", path);
    request.addParameter("allow_partial_search_results", "false");
    request.addParameter("filter_path", "pit_id,timed_out,hits.hits._id,hits.hits.sort");
    request.setJsonEntity(body.toString());
    return requests.send(request).thenApply(ElasticsearchIndex::complete);
  }

  private static ObjectNode body(ObjectNode query, int size) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("size", size).put("timeout", LONGEST).put("track_total_hits", false);
    body.put("_source", false);
    body.set("query", query);
    body.putArray("sort")
        .add(JsonNodeFactory.instance.objectNode().put("_score", "desc"))
        .add(JsonNodeFactory.instance.objectNode().put("popularity", "desc"))
        .add(JsonNodeFactory.instance.objectNode().put("id", "desc"));
    return body;
  }

  private static SearchHits hits(JsonNode answer, String pointInTime, int limit) {
    JsonNode hits = answer.at("/hits/hits");
    List<Long> ids = ids(hits, limit);
    if (hits.size() <= limit) {
      return new SearchHits(ids, null);
    }
    String sort = hits.get(limit - 1).path("sort").toString();
    String point = answer.path("pit_id").asText(pointInTime);
    return new SearchHits(ids, new SearchPosition(point, sort));
  }

  private static List<Long> ids(JsonNode hits, int limit) {
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < Math.min(hits.size(), limit); i++) {
      ids.add(hits.get(i).path("_id").asLong());
    }
    return ids;
  }

  /** Best first. Kinds that match alike take turns, since their popularities are not comparable. */
  private static List<FoundDocument> suggested(JsonNode responses) {
    List<Suggested> all = new ArrayList<>();
    for (int kind = 0; kind < responses.size(); kind++) {
      JsonNode response = responses.get(kind);
      int status = response.path("status").asInt();
      if (status != 200) {
        throw ElasticsearchRequests.failure(status, response.path("error"));
      }
      JsonNode hits = complete(response).at("/hits/hits");
      for (int rank = 0; rank < hits.size(); rank++) {
        long id = hits.get(rank).path("_id").asLong();
        double score = hits.get(rank).at("/sort/0").asDouble();
        all.add(new Suggested(new FoundDocument(KINDS.get(kind), id), score, rank));
      }
    }
    all.sort(
        Comparator.comparingDouble(Suggested::score).reversed().thenComparingInt(Suggested::rank));
    return all.stream().map(Suggested::document).toList();
  }

  /** A search that timed out saw only some documents, so its hits could be any. */
  private static JsonNode complete(JsonNode answer) {
    if (answer.path("timed_out").asBoolean()) {
      throw ElasticsearchRequests.busy(null);
    }
    return answer;
  }

  /**
   * Handles an answer that Elasticsearch can't give because an index or a point in time is missing.
   */
  private static <T> CompletionStage<T> ifMissing(
      CompletionStage<T> answer, Function<MissingException, CompletionStage<T>> otherwise) {
    return answer.exceptionallyCompose(
        failure -> {
          Throwable wrapped = failure.getCause();
          Throwable cause =
              failure instanceof CompletionException && wrapped != null ? wrapped : failure;
          return cause instanceof MissingException missing
              ? otherwise.apply(missing)
              : failed(cause);
        });
  }

  private static <T> CompletionStage<T> notReady(MissingException missing) {
    return failed(ElasticsearchRequests.notReady(missing));
  }

  private static <T> CompletionStage<T> failed(Throwable failure) {
    return CompletableFuture.failedFuture(failure);
  }

  private static ApiException expired() {
    return new ApiException(
        410,
        "This search has expired: it was idle for more than "
            + PointsInTime.KEPT.toMinutes()
            + " minutes, or Elasticsearch restarted. Start again without the cursor.");
  }

  private static JsonNode parse(String sort) {
    try {
      return JSON.readTree(sort);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A cursor that we sealed holds no JSON", e);
    }
  }

  @Override
  public void close() {
    points.close();
    requests.close();
  }
}
