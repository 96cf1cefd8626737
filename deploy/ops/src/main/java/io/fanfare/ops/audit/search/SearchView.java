package io.fanfare.ops.audit.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.audit.ExpectedRows;
import io.fanfare.ops.audit.Repair;
import io.fanfare.ops.audit.SourceTables;
import io.fanfare.ops.audit.View;
import io.fanfare.ops.audit.Wording;
import io.fanfare.ops.search.Elasticsearch;
import io.fanfare.schemas.dashboard.DashboardRule.Verdict;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.search.Indices;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What can be found in the served search indices. */
public final class SearchView implements View<IndexedDocument> {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String ALIASES =
      Arrays.stream(DocumentKind.values()).map(Indices::alias).collect(Collectors.joining(","));

  private static final int PAGE = 1_000;

  /** Bounds the memory for prefetched documents. */
  private static final long MOST_PREFETCHED = 20 * PAGE;

  private final Elasticsearch elasticsearch;
  private final SourceTables tables;
  private final Map<Long, List<IndexedDocument>> prefetched = new HashMap<>();
  private boolean isFresh;

  /**
   * @param tables of the source
   */
  public SearchView(PipelineAccess pipeline, SourceTables tables) {
    this.elasticsearch = new Elasticsearch(pipeline.requireSearch());
    this.tables = tables;
  }

  @Override
  public ExpectedRows<IndexedDocument> expected(Connection source, Collection<Long> recipientIds) {
    return SearchSql.expected(source, tables, recipientIds);
  }

  /** Most users own little: with one request each, the audit would only wait for requests. */
  @Override
  public void lookAhead(List<Long> recipientIds) {
    prefetched.clear();
    refreshOnce();
    Map<Long, List<IndexedDocument>> found = new HashMap<>();
    recipientIds.forEach(id -> found.put(id, new ArrayList<>()));
    long documents =
        read(
            recipientIds,
            MOST_PREFETCHED,
            document ->
                found
                    .computeIfAbsent(document.recipientId(), id -> new ArrayList<>())
                    .add(document));
    if (documents < MOST_PREFETCHED) {
      prefetched.putAll(found);
    }
  }

  @Override
  public void judge(long recipientId, BiConsumer<IndexedDocument, Verdict> judged) {
    List<IndexedDocument> known = prefetched.remove(recipientId);
    if (known != null) {
      known.forEach(document -> judged.accept(document, Verdict.SHOWN));
    } else {
      read(
          List.of(recipientId), Long.MAX_VALUE, document -> judged.accept(document, Verdict.SHOWN));
    }
  }

  /**
   * Passes the documents of some users to a consumer, those of each user in their order.
   *
   * @param most stops after this many
   * @return how many there were
   */
  private long read(List<Long> userIds, long most, Consumer<IndexedDocument> documents) {
    Map<String, Object> query = new LinkedHashMap<>();
    query.put("size", PAGE);
    query.put("query", ofUsers(userIds));
    // Indices are named after their kinds.
    query.put("sort", List.of(Map.of("_index", "asc"), Map.of("id", "asc")));
    long read = 0;
    JsonNode hits = search(query);
    while (!hits.isEmpty() && read < most) {
      hits.forEach(hit -> documents.accept(document(hit)));
      read += hits.size();
      query.put("search_after", hits.get(hits.size() - 1).path("sort"));
      hits = hits.size() < PAGE ? JSON.createArrayNode() : search(query);
    }
    return read;
  }

  private JsonNode search(Map<String, Object> query) {
    // In a partial answer, the rest would look missing.
    return elasticsearch
        .ask("POST", "/" + ALIASES + "/_search?allow_partial_search_results=false", query)
        .at("/hits/hits");
  }

  /** Only documents of users name no owner. */
  private static Map<String, Object> ofUsers(List<Long> userIds) {
    Map<String, Object> own =
        Map.of(
            "bool",
            Map.of(
                "filter", Map.of("terms", Map.of("id", userIds)),
                "must_not", Map.of("exists", Map.of("field", "user_id"))));
    return Map.of(
        "bool", Map.of("should", List.of(own, Map.of("terms", Map.of("user_id", userIds)))));
  }

  private static IndexedDocument document(JsonNode hit) {
    ObjectNode source = hit.path("_source").deepCopy();
    // Plays do not come from rows of the source: PlaysView checks them.
    source.remove(List.of("removed", "changed_at", "playback_count"));
    long id = source.path("id").asLong();
    return new IndexedDocument(
        source.path("user_id").asLong(id), kindOf(hit), id, SearchSql.text(plain(source)));
  }

  private static Object plain(ObjectNode source) {
    try {
      return JSON.treeToValue(source, Map.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DocumentKind kindOf(JsonNode hit) {
    String index = hit.path("_index").asText();
    return Arrays.stream(DocumentKind.values())
        .filter(kind -> index.startsWith(Indices.alias(kind) + "-"))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("index of an unknown kind: " + index));
  }

  /** Makes earlier writes visible to searches. */
  @Override
  public void forgetSource() {
    prefetched.clear();
    elasticsearch.ask("POST", "/" + ALIASES + "/_refresh", null);
  }

  /** Makes what was written before the audit visible to searches. */
  private void refreshOnce() {
    if (!isFresh) {
      forgetSource();
      isFresh = true;
    }
  }

  @Override
  public List<Long> strangers(Connection source, long firstId, long lastId) throws SQLException {
    refreshOnce();
    Set<Long> strangers = new TreeSet<>();
    for (DocumentKind kind : DocumentKind.values()) {
      String field = kind == DocumentKind.USER ? "id" : "user_id";
      JsonNode after = null;
      do {
        JsonNode owners = owners(kind, field, firstId, lastId, after);
        strangers.addAll(withoutRow(source, owners.path("buckets")));
        after = owners.get("after_key");
      } while (after != null);
    }
    return List.copyOf(strangers);
  }

  private JsonNode owners(
      DocumentKind kind, String field, long firstId, long lastId, @Nullable JsonNode after) {
    Map<String, Object> composite = new LinkedHashMap<>();
    composite.put("size", PAGE);
    composite.put("sources", List.of(Map.of("owner", Map.of("terms", Map.of("field", field)))));
    if (after != null) {
      composite.put("after", after);
    }
    Map<String, Object> query =
        Map.of(
            "size",
            0,
            "query",
            Map.of("range", Map.of(field, Map.of("gte", firstId, "lte", lastId))),
            "aggs",
            Map.of("owners", Map.of("composite", composite)));
    return elasticsearch
        .ask(
            "POST",
            "/" + Indices.alias(kind) + "/_search?allow_partial_search_results=false",
            query)
        .at("/aggregations/owners");
  }

  private static Set<Long> withoutRow(Connection source, JsonNode buckets) throws SQLException {
    Set<Long> owners = new TreeSet<>();
    buckets.forEach(bucket -> owners.add(bucket.at("/key/owner").asLong()));
    if (!owners.isEmpty()) {
      String places = String.join(",", Collections.nCopies(owners.size(), "?"));
      try (PreparedStatement statement =
          source.prepareStatement("SELECT id FROM users WHERE id IN (" + places + ")")) {
        int place = 1;
        for (long owner : owners) {
          statement.setLong(place++, owner);
        }
        try (ResultSet rows = statement.executeQuery()) {
          List<Long> known = new ArrayList<>();
          while (rows.next()) {
            known.add(rows.getLong(1));
          }
          known.forEach(owners::remove);
        }
      }
    }
    return owners;
  }

  @Override
  public Repair<IndexedDocument> repair() {
    return new SearchRepair();
  }

  @Override
  public Wording<IndexedDocument> wording() {
    return new SearchWording();
  }

  @Override
  public void close() {
    elasticsearch.close();
  }
}
