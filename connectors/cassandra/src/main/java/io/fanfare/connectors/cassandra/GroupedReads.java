package io.fanfare.connectors.cassandra;

import io.fanfare.connectors.cassandra.GroupedRequests.Limits;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads keys together that are asked for at the same time: for a client, a statement with 25 keys
 * costs about as much as one with a single key. Its coordinator reads the partitions from their
 * replicas, so a group waits for the slowest of them, and is read again key by key if one of them
 * has too few replicas. Thread-safe.
 *
 * @param <K> a key
 * @param <V> what is found
 */
public final class GroupedReads<K, V> {

  private static final int MOST_KEYS = 25;
  private static final int MOST_AT_ONCE = 4;

  private final Function<Set<K>, ? extends CompletionStage<Map<K, V>>> source;
  private final V nothing;
  private final GroupedRequests<Read<K, V>> groups;

  private record Read<K, V>(K key, CompletableFuture<V> found) {}

  /**
   * @param source reads keys; one without a row is left out of its result
   * @param nothing what is found for such a key
   */
  public GroupedReads(Function<Set<K>, ? extends CompletionStage<Map<K, V>>> source, V nothing) {
    this.source = source;
    this.nothing = nothing;
    this.groups =
        new GroupedRequests<>(
            this::read, PartitionFailure::is, Limits.ofGroups(MOST_AT_ONCE, MOST_KEYS));
  }

  /** Completes with what is found, and fails like the source. */
  public CompletionStage<V> get(K key) {
    CompletableFuture<V> found = new CompletableFuture<>();
    return groups.submit(new Read<>(key, found), 1).thenCompose(done -> found);
  }

  private CompletionStage<Void> read(List<Read<K, V>> group) {
    return source
        .apply(group.stream().map(Read::key).collect(Collectors.toSet()))
        .thenAccept(
            rows ->
                group.forEach(
                    read ->
                        read.found()
                            .complete(Objects.requireNonNullElse(rows.get(read.key()), nothing))));
  }
}
