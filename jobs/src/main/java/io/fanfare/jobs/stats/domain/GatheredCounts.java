package io.fanfare.jobs.stats.domain;

import io.fanfare.schemas.stats.Bundle;
import io.fanfare.schemas.stats.CountsSum;
import io.fanfare.schemas.stats.MinuteCounts;
import io.fanfare.schemas.stats.StatKind;
import io.fanfare.schemas.stats.SubjectChange;
import io.fanfare.schemas.stats.SubjectKind;
import io.fanfare.schemas.stats.TargetCells;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Counts of events by track and minute, in memory. The more events of a track go on together, the
 * less they cost.
 */
public final class GatheredCounts {

  /** Bounds the work on one bundle: minutes that it holds at most. */
  private static final int MOST_MINUTES = 500;

  /** The size of a track, and of a minute, without the keys and ids of its counts. */
  private static final int TRACK = 3;

  private static final int MINUTE = 8;

  /** In the order in which their first counts came. */
  private final Map<Key, Track> tracks = new LinkedHashMap<>();

  private long size;

  private record Key(StatKind kind, long trackId) {}

  /**
   * @param since when its first counts came, by the clock of {@link #add}
   */
  private record Track(long since, SortedMap<Slot, CountsSum> slots) {}

  /**
   * @param start of a minute, or of an hour, s since the epoch
   */
  private record Slot(long start, TargetCells target) implements Comparable<Slot> {

    @Override
    public int compareTo(Slot other) {
      int byStart = Long.compare(start, other.start);
      return byStart == 0 ? target.compareTo(other.target) : byStart;
    }
  }

  /**
   * Adds to one minute of a track, for cells of all granularities.
   *
   * @param minute its start, s since the epoch
   * @param counts adds them to the sum
   */
  public void add(StatKind kind, long trackId, long minute, Consumer<CountsSum> counts) {
    add(kind, trackId, new Slot(minute, TargetCells.ALL), counts, 0);
  }

  /**
   * Adds counts that were gathered before.
   *
   * @param now by a clock that never goes back, ms
   */
  void add(StatKind kind, long trackId, MinuteCounts counts, long now) {
    Slot slot = new Slot(counts.getMinute(), counts.getTarget());
    add(kind, trackId, slot, sum -> sum.add(counts.getCounts()), now);
  }

  private void add(StatKind kind, long trackId, Slot slot, Consumer<CountsSum> counts, long now) {
    Track track = tracks.get(new Key(kind, trackId));
    if (track == null) {
      track = new Track(now, new TreeMap<>());
      tracks.put(new Key(kind, trackId), track);
      size += TRACK;
    }
    CountsSum sum = track.slots().get(slot);
    if (sum == null) {
      sum = new CountsSum();
      track.slots().put(slot, sum);
      size += MINUTE;
    }
    int before = sum.size();
    counts.accept(sum);
    size += sum.size() - before;
  }

  /** What is gathered, in units of about 60 bytes. */
  public long size() {
    return size;
  }

  /** When the first counts of those that are gathered came; null if none are. */
  public @Nullable Long oldest() {
    return tracks.isEmpty() ? null : (Long) tracks.values().iterator().next().since();
  }

  /** Takes out the track whose first counts are the oldest. */
  public void drainOldest(Consumer<SubjectChange> bundles) {
    Iterator<Map.Entry<Key, Track>> all = tracks.entrySet().iterator();
    Map.Entry<Key, Track> oldest = all.next();
    all.remove();
    size -= TRACK;
    oldest.getValue().slots().values().forEach(sum -> size -= MINUTE + sum.size());
    emit(oldest.getKey(), oldest.getValue(), bundles);
  }

  /** Takes out everything. */
  public void drain(Consumer<SubjectChange> bundles) {
    forEach(bundles);
    tracks.clear();
    size = 0;
  }

  /** Shows everything, for a checkpoint. */
  public void forEach(Consumer<SubjectChange> bundles) {
    tracks.forEach((key, track) -> emit(key, track, bundles));
  }

  private static void emit(Key key, Track track, Consumer<SubjectChange> bundles) {
    List<MinuteCounts> minutes = new ArrayList<>(track.slots().size());
    track
        .slots()
        .forEach(
            (slot, sum) -> minutes.add(new MinuteCounts(slot.start(), sum.get(), slot.target())));
    for (int from = 0; from < minutes.size(); from += MOST_MINUTES) {
      int to = Math.min(from + MOST_MINUTES, minutes.size());
      Bundle bundle = new Bundle(key.kind(), List.copyOf(minutes.subList(from, to)));
      bundles.accept(new SubjectChange(SubjectKind.TRACK, key.trackId(), bundle));
    }
  }
}
