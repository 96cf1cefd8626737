package io.fanfare.workloads.bench.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.search.Indices;
import io.fanfare.workloads.bench.kit.FeedClient;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;

/** Searches over HTTP, as anybody's client would. Thread-safe. */
final class SearchClient {

  /** Any user may search. */
  private static final long SOMEBODY = 1;

  private final FeedClient http;
  private final String api;

  SearchClient(FeedClient http, String api) {
    this.http = http;
    this.api = api;
  }

  /** The names of what is found first. */
  List<String> first(DocumentKind kind, String text, int limit)
      throws IOException, InterruptedException {
    String href =
        "%s/%s?limit=%d&q=%s"
            .formatted(api, Indices.alias(kind), limit, URLEncoder.encode(text, UTF_8));
    byte[] answer = http.read(http.request(SOMEBODY, href));
    List<String> names = new ArrayList<>();
    for (JsonNode item : FeedClient.Page.of(answer).items()) {
      names.add(item.path(kind == DocumentKind.USER ? "username" : "title").asText());
    }
    return names;
  }
}
