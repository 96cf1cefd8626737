package io.fanfare.jobs.closeness;

import io.fanfare.schemas.closeness.ClosenessChunk;
import io.fanfare.schemas.closeness.ClosenessOperation;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.progress.Passed;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.types.Either;

/** Fails each chunk once before it takes it, like a store that was down for a while. */
final class UnsteadyStore implements AsyncFunction<ClosenessChunk, Either<DeadLetter, Passed>> {

  private static final long serialVersionUID = 1L;
  private static final Map<String, Set<ClosenessChunk>> FAILED = new ConcurrentHashMap<>();
  private static final Map<String, List<ClosenessChunk>> TAKEN = new ConcurrentHashMap<>();

  private final String name = UUID.randomUUID().toString();

  UnsteadyStore() {
    FAILED.put(name, ConcurrentHashMap.newKeySet());
    TAKEN.put(name, new CopyOnWriteArrayList<>());
  }

  @Override
  public void asyncInvoke(ClosenessChunk chunk, ResultFuture<Either<DeadLetter, Passed>> result) {
    if (chunk.getMarker() != null) {
      result.complete(List.of(Either.Right(chunk.getMarker())));
      return;
    }
    if (FAILED.get(name).add(chunk)) {
      result.completeExceptionally(new IllegalStateException("The store is down."));
    } else {
      TAKEN.get(name).add(chunk);
      result.complete(List.of());
    }
  }

  List<ClosenessChunk> taken() {
    return TAKEN.get(name);
  }

  /** The recipients whose interactions were added to an actor's, or removed from them. */
  Set<Long> recipients(ClosenessOperation operation, long actor) {
    return taken().stream()
        .filter(chunk -> chunk.getOperation() == operation && chunk.getActorId() == actor)
        .flatMap(chunk -> chunk.getInteractions().stream())
        .map(interaction -> interaction.getRecipientId())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
