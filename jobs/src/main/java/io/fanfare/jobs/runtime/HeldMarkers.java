package io.fanfare.jobs.runtime;

import io.fanfare.schemas.progress.HeldMarker;
import io.fanfare.schemas.progress.MarkerCopy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * The markers that one subtask of a {@link ParkingFunction} holds. A marker is released when a copy
 * of it has come from every subtask that sends work here, and no parked work has a version below
 * the marker's. Versions are the order of the log, so the marker waits for all work before it, and
 * for none behind it.
 *
 * <p>Which keys have parked work is state of the subtask, since keyed state cannot be asked for all
 * its keys. A checkpoint holds both at one moment. On restore, every subtask reads the list of all
 * subtasks and takes the keys that are its own now, at any parallelism. A held marker belongs to
 * the parallelism that it was copied for: with another one it is lost, and the process that waits
 * for it must append a new marker.
 */
final class HeldMarkers<K> {

  private final int senders;
  private final int parallelism;
  private final ListState<Tuple2<K, Long>> parkedState;
  private final ListState<HeldMarker> heldState;

  private final Map<K, Long> oldest = new HashMap<>();

  /** For each version, how many keys' oldest work has it. */
  private final TreeMap<Long, Integer> versions = new TreeMap<>();

  private final TreeMap<Long, HeldMarker> held = new TreeMap<>();

  /**
   * Restores what the last checkpoint holds; call it in `initializeState`.
   *
   * @param senders how many subtasks send work, and copies of markers, to each subtask
   */
  HeldMarkers(OperatorStateStore state, TaskInfo task, TypeInformation<K> keyType, int senders)
      throws Exception {
    this.senders = senders;
    this.parallelism = task.getNumberOfParallelSubtasks();
    this.parkedState =
        state.getUnionListState(
            new ListStateDescriptor<>("parked-keys", Types.TUPLE(keyType, Types.LONG)));
    this.heldState =
        state.getListState(
            new ListStateDescriptor<>("held-markers", new AvroTypeInfo<>(HeldMarker.class)));
    for (Tuple2<K, Long> parked : parkedState.get()) {
      if (SubtaskKeys.subtaskOf(parked.f0, parallelism) == task.getIndexOfThisSubtask()) {
        setParked(parked.f0, parked.f1);
      }
    }
    for (HeldMarker marker : heldState.get()) {
      if (marker.getParallelism() == parallelism) {
        held.put(marker.getVersion(), marker);
      }
    }
  }

  /** Writes everything to the state; call it in `snapshotState`. */
  void snapshot() throws Exception {
    List<Tuple2<K, Long>> parked = new ArrayList<>();
    oldest.forEach((key, version) -> parked.add(Tuple2.of(key, version)));
    parkedState.update(parked);
    heldState.update(List.copyOf(held.values()));
  }

  /**
   * Notes what is parked at a key; call it after each change of that.
   *
   * @param version of the oldest work that is parked there; null if there is none
   */
  void setParked(K key, @Nullable Long version) {
    Long former = version == null ? oldest.remove(key) : oldest.put(key, version);
    if (former != null) {
      versions.computeIfPresent(former, (of, keys) -> keys == 1 ? null : keys - 1);
    }
    if (version != null) {
      versions.merge(version, 1, Integer::sum);
    }
  }

  /** Reports what is parked and held now. */
  void report(ParkedMetrics metrics) {
    metrics.note(oldest.size(), held.keySet());
  }

  boolean isParked(K key) {
    return oldest.containsKey(key);
  }

  /** Adds a copy of a marker. */
  void add(MarkerCopy copy) {
    HeldMarker known = held.get(copy.getVersion());
    int copies = known == null ? 1 : known.getCopies() + 1;
    held.put(
        copy.getVersion(), new HeldMarker(copy.getId(), copy.getVersion(), copies, parallelism));
  }

  /** Removes and returns the markers that no longer have to wait, oldest first. */
  List<HeldMarker> release() {
    dropLost();
    List<HeldMarker> released = new ArrayList<>();
    Iterator<HeldMarker> markers = held.values().iterator();
    while (markers.hasNext()) {
      HeldMarker marker = markers.next();
      boolean waits = !versions.isEmpty() && versions.firstKey() < marker.getVersion();
      if (waits || !isComplete(marker)) {
        break;
      }
      markers.remove();
      released.add(marker);
    }
    return released;
  }

  /**
   * Each sender sends its copies in the order of the log. So a marker that is incomplete before a
   * complete one has lost a copy in a rescale: it can never be released, and must not hold up the
   * later one.
   */
  private void dropLost() {
    held.descendingMap().values().stream()
        .filter(this::isComplete)
        .findFirst()
        .map(complete -> held.headMap(complete.getVersion()).values())
        .ifPresent(before -> before.removeIf(marker -> !isComplete(marker)));
  }

  private boolean isComplete(HeldMarker marker) {
    return marker.getCopies() >= senders;
  }
}
