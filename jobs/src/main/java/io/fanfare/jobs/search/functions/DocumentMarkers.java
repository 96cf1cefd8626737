package io.fanfare.jobs.search.functions;

import io.fanfare.jobs.runtime.MarkerCopies;
import io.fanfare.jobs.runtime.SubtaskKeys;
import io.fanfare.schemas.progress.MarkerCopy;
import io.fanfare.schemas.search.DocumentChange;
import io.fanfare.schemas.search.DocumentKind;
import java.util.List;
import org.apache.flink.api.java.tuple.Tuple2;

/** Makes copies of a marker for all subtasks that decide at documents. */
final class DocumentMarkers {

  private DocumentMarkers() {}

  static List<DocumentChange> of(String id, long version, int parallelism) {
    List<Tuple2<Integer, Long>> documents =
        SubtaskKeys.of(parallelism, track -> Tuple2.of(DocumentKind.TRACK.ordinal(), track));
    return MarkerCopies.of(id, version, parallelism).stream()
        .map(copy -> ofTrack(documents.get(copy.getSubtask()).f1, copy))
        .toList();
  }

  private static DocumentChange ofTrack(long track, MarkerCopy copy) {
    return new DocumentChange(DocumentKind.TRACK, track, copy.getVersion(), false, copy);
  }
}
