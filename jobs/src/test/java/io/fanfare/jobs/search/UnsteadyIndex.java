package io.fanfare.jobs.search;

import io.fanfare.jobs.runtime.SizedFunction;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.progress.Passed;
import io.fanfare.schemas.search.Document;
import io.fanfare.schemas.search.DocumentKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.types.Either;

/**
 * Keeps the newest version of each document, as an index does. Fails each write once, as if the
 * index were down, and then accepts it.
 */
final class UnsteadyIndex implements SizedFunction<Document, Either<DeadLetter, Passed>> {

  private static final long serialVersionUID = 1L;
  private static final Map<String, Set<Document>> FAILED = new ConcurrentHashMap<>();
  private static final Map<String, Map<String, Document>> TAKEN = new ConcurrentHashMap<>();

  private final String name = UUID.randomUUID().toString();

  UnsteadyIndex() {
    FAILED.put(name, ConcurrentHashMap.newKeySet());
    TAKEN.put(name, new ConcurrentHashMap<>());
  }

  @Override
  public boolean reserve(Document document) {
    return true;
  }

  @Override
  public void asyncInvoke(Document document, ResultFuture<Either<DeadLetter, Passed>> result) {
    if (document.getMarker() != null) {
      result.complete(List.of(Either.Right(document.getMarker())));
    } else if (FAILED.get(name).add(document)) {
      result.completeExceptionally(new IllegalStateException("The index is down."));
    } else {
      TAKEN
          .get(name)
          .merge(
              key(document.getKind(), document.getId()),
              document,
              (one, other) -> other.getVersion() >= one.getVersion() ? other : one);
      result.complete(List.of());
    }
  }

  Optional<Document> get(DocumentKind kind, long id) {
    return Optional.ofNullable(TAKEN.get(name).get(key(kind, id)));
  }

  private static String key(DocumentKind kind, long id) {
    return kind + "/" + id;
  }
}
