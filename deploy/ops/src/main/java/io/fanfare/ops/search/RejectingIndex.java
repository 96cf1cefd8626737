package io.fanfare.ops.search;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.connectors.elasticsearch.IndexMapping;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.search.Indices;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds an index that accepts no document of this release, whatever the document contains. */
public final class RejectingIndex {

  private static final String CLOSED = "4";

  private RejectingIndex() {}

  /**
   * Checks the indices of a generation: whether they exist, are open, may be written, have their
   * primary shards and the fields of this release.
   *
   * @return what is wrong with one of them and what to do, in one sentence; empty if all accept
   *     documents
   * @throws UnavailableException if Elasticsearch does not answer
   */
  public static Optional<String> find(Elasticsearch elasticsearch, String generation) {
    String all =
        Arrays.stream(DocumentKind.values())
            .map(kind -> Indices.index(kind, generation))
            .collect(Collectors.joining(","));
    JsonNode state =
        elasticsearch.ask(
            "GET",
            "/_cluster/state/metadata,blocks/"
                + all
                + "?ignore_unavailable=true&expand_wildcards=all"
                + "&filter_path=metadata.indices.*.state,blocks",
            null);
    JsonNode health =
        elasticsearch.ask(
            "GET", "/_cluster/health?level=indices&filter_path=indices.*.status", null);
    return first(kind -> ofState(Indices.index(kind, generation), state, health.path("indices")))
        .or(() -> otherMapping(elasticsearch, all, generation));
  }

  private interface Check {
    Optional<String> of(DocumentKind kind);
  }

  private static Optional<String> first(Check check) {
    return Arrays.stream(DocumentKind.values())
        .map(check::of)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> ofState(String index, JsonNode state, JsonNode health) {
    if (state.at("/metadata/indices").path(index).isMissingNode()) {
      return Optional.of(
          "there is no index %s: create it with `fanfare setup apply` if it is of the first generation,"
                  .formatted(index)
              + " otherwise build another one with `fanfare backfill search`");
    }
    JsonNode blocks = state.path("blocks");
    return block("the cluster", blocks.path("global"), "/_cluster/settings")
        .or(
            () ->
                block(
                    "index " + index,
                    blocks.path("indices").path(index),
                    "/" + index + "/_settings"))
        .or(
            () ->
                health.path(index).path("status").asText().equals("red")
                    ? Optional.of(
                        "a primary shard of index %s is on no node: see".formatted(index)
                            + " `GET /_cluster/allocation/explain`")
                    : Optional.empty());
  }

  private static Optional<String> block(String what, JsonNode blocks, String settings) {
    for (var block : blocks.properties()) {
      if (hasWriteLevel(block.getValue())) {
        return Optional.of(
            block.getKey().equals(CLOSED)
                ? "%s is closed: open it with `POST %s`"
                    .formatted(what, settings.replace("_settings", "_open"))
                : "%s may not be written (%s): remove the cause and the block in `%s`"
                    .formatted(what, block.getValue().path("description").asText(), settings));
      }
    }
    return Optional.empty();
  }

  private static boolean hasWriteLevel(JsonNode block) {
    for (JsonNode level : block.path("levels")) {
      if (level.asText().equals("write")) {
        return true;
      }
    }
    return false;
  }

  private static Optional<String> otherMapping(
      Elasticsearch elasticsearch, String all, String generation) {
    JsonNode mappings = elasticsearch.ask("GET", "/" + all + "/_mapping", null);
    return first(
        kind -> {
          String index = Indices.index(kind, generation);
          return IndexMapping.otherField(kind, mappings.path(index).path("mappings"))
              .map(
                  field ->
                      "index %s lacks the field %s of this release, or has it with another type:"
                              .formatted(index, field)
                          + " `fanfare setup apply` adds a missing field, and `fanfare backfill search`"
                          + " builds another index");
        });
  }
}
