package io.fanfare.workloads.bench.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.search.Elasticsearch;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.search.Indices;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The documents of the served indices, written again by a client that does nothing else. */
final class RawDocuments {

  /** As many as the job sends in a request, and as many requests at once. */
  private static final int IN_REQUEST = 1_000;

  private static final int REQUESTS_AT_ONCE = 2;
  private static final String GENERATION = Indices.FIRST_GENERATION + "-raw";

  private final Elasticsearch elasticsearch;
  private final List<String> requests = new ArrayList<>();
  private long documents;

  /** Reads them. */
  RawDocuments(Elasticsearch elasticsearch) {
    this.elasticsearch = elasticsearch;
    for (DocumentKind kind : DocumentKind.values()) {
      read(kind);
    }
  }

  long documents() {
    return documents;
  }

  /** Writes them to indices of their own, which are gone afterwards; documents a second. */
  double perSecond() {
    for (DocumentKind kind : DocumentKind.values()) {
      elasticsearch.ask("PUT", "/" + Indices.index(kind, GENERATION), null);
    }
    ExecutorService clients = Executors.newFixedThreadPool(REQUESTS_AT_ONCE);
    try {
      long began = System.nanoTime();
      CompletableFuture.allOf(
              requests.stream()
                  .map(body -> CompletableFuture.runAsync(() -> write(body), clients))
                  .toArray(CompletableFuture[]::new))
          .join();
      return documents / ((System.nanoTime() - began) / 1e9);
    } finally {
      clients.shutdownNow();
      for (DocumentKind kind : DocumentKind.values()) {
        elasticsearch.ask("DELETE", "/" + Indices.index(kind, GENERATION), null);
      }
    }
  }

  private void write(String body) {
    JsonNode answer = elasticsearch.ask("POST", "/_bulk?filter_path=errors", body.getBytes(UTF_8));
    if (answer.path("errors").asBoolean()) {
      throw new OperationException("Elasticsearch refused a part of a raw bulk request.");
    }
  }

  private void read(DocumentKind kind) {
    Map<String, Object> query = new LinkedHashMap<>();
    query.put("size", IN_REQUEST);
    query.put("sort", List.of(Map.of("id", "asc")));
    JsonNode hits = search(kind, query);
    while (!hits.isEmpty()) {
      StringBuilder body = new StringBuilder();
      for (JsonNode hit : hits) {
        body.append(
            "{\"index\":{\"_index\":\"%s\",\"_id\":\"%s\",\"version\":1,\"version_type\":\"external\"}}%n%s%n"
                .formatted(
                    Indices.index(kind, GENERATION),
                    hit.path("_id").asText(),
                    hit.path("_source")));
        documents++;
      }
      requests.add(body.toString());
      query.put("search_after", hits.get(hits.size() - 1).path("sort"));
      hits = search(kind, query);
    }
  }

  private JsonNode search(DocumentKind kind, Map<String, Object> query) {
    return elasticsearch
        .ask("POST", "/" + Indices.alias(kind) + "/_search", query)
        .at("/hits/hits");
  }
}
