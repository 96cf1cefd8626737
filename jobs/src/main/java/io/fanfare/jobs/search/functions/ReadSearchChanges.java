package io.fanfare.jobs.search.functions;

import io.fanfare.jobs.runtime.MarkerCopies;
import io.fanfare.jobs.runtime.ReadModels;
import io.fanfare.jobs.runtime.SubtaskKeys;
import io.fanfare.jobs.runtime.domain.Stamp;
import io.fanfare.jobs.search.domain.SearchChanges;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.progress.Marker;
import io.fanfare.schemas.search.DocumentChange;
import io.fanfare.schemas.search.OwnerChange;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.types.Either;

/**
 * Reads from `models` the {@link SearchChanges}, and markers, of which it makes copies for the keys
 * of documents and of owners.
 */
public final class ReadSearchChanges
    implements ReadModels.Reading<Either<DocumentChange, OwnerChange>> {

  private static final long serialVersionUID = 1L;

  private final int parallelism;

  /**
   * @param parallelism of the operators that receive the changes by owner and by document
   */
  public ReadSearchChanges(int parallelism) {
    this.parallelism = parallelism;
  }

  /**
   * Uses the kind's ordinal, since an enum's hash code differs between JVMs. Constants are only
   * ever added.
   */
  public static Tuple2<Integer, Long> documentOf(DocumentChange change) {
    return Tuple2.of(change.getKind().ordinal(), change.getId());
  }

  @Override
  public List<Either<DocumentChange, OwnerChange>> of(ModelBroadcast change, Stamp stamp) {
    SearchChanges changes = SearchChanges.of(change, stamp.version());
    List<Either<DocumentChange, OwnerChange>> parts = new ArrayList<>();
    changes.documents().forEach(document -> parts.add(Either.Left(document)));
    changes.owners().forEach(owner -> parts.add(Either.Right(owner)));
    return parts;
  }

  @Override
  public List<Either<DocumentChange, OwnerChange>> of(Marker marker, Stamp stamp) {
    List<Either<DocumentChange, OwnerChange>> copies = new ArrayList<>();
    DocumentMarkers.of(marker.getId(), stamp.version(), parallelism)
        .forEach(document -> copies.add(Either.Left(document)));
    List<Long> owners = SubtaskKeys.of(parallelism, id -> id);
    MarkerCopies.of(marker.getId(), stamp.version(), parallelism)
        .forEach(
            copy ->
                copies.add(
                    Either.Right(
                        new OwnerChange(
                            owners.get(copy.getSubtask()), stamp.version(), false, copy))));
    return copies;
  }
}
