package io.fanfare.ops.audit.stats;

import io.fanfare.connectors.cassandra.StatsSubject;
import io.fanfare.ops.audit.ExpectedRows;
import io.fanfare.schemas.events.EventKind;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatKind;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The expected cells of events of users and their tracks, in the order in which they are stored. An
 * owner's cells are those of their tracks, merged while they are read.
 */
final class MergedCells implements ExpectedRows<CellRow> {

  private final EventCounts counts;
  private final Iterator<Group> groups;
  private final PriorityQueue<OfTrack> heads =
      new PriorityQueue<>(Comparator.comparing(OfTrack::head));
  private @Nullable Group group;

  /** Cells that are stored together, in the order of their buckets. */
  private record Group(
      long userId,
      StatsSubject subject,
      List<Long> tracks,
      EventKind kind,
      Granularity granularity) {}

  /** The next cell of a track, and those after it. */
  private record OfTrack(CellRow head, Iterator<CountedCells.Cell> rest) {}

  /**
   * @param userIds ascending
   * @param tracks the tracks that each of them owns, ascending
   */
  MergedCells(EventCounts counts, Collection<Long> userIds, Map<Long, List<Long>> tracks) {
    this.counts = counts;
    this.groups =
        userIds.stream()
            .flatMap(user -> groups(user, counted(tracks.getOrDefault(user, List.of()))))
            .iterator();
  }

  private List<Long> counted(List<Long> tracks) {
    return tracks.stream().filter(counts::has).toList();
  }

  private static Stream<Group> groups(long user, List<Long> tracks) {
    return Stream.concat(
        tracks.stream().flatMap(track -> groups(user, StatsSubject.TRACK, List.of(track))),
        groups(user, StatsSubject.OWNER, tracks));
  }

  private static Stream<Group> groups(long user, StatsSubject subject, List<Long> tracks) {
    return Arrays.stream(EventKind.values())
        .flatMap(
            kind ->
                Arrays.stream(Granularity.values())
                    .map(granularity -> new Group(user, subject, tracks, kind, granularity)));
  }

  @Override
  public boolean hasNext() {
    while (heads.isEmpty() && groups.hasNext()) {
      Group next = groups.next();
      group = next;
      next.tracks()
          .forEach(
              track -> read(next, track, counts.cells(track, next.kind(), next.granularity())));
    }
    return !heads.isEmpty();
  }

  @Override
  public CellRow peek() {
    OfTrack next = hasNext() ? heads.peek() : null;
    if (next == null) {
      throw new NoSuchElementException("there are no more rows");
    }
    return next.head();
  }

  @Override
  public CellRow next() {
    CellRow row = peek();
    OfTrack next = heads.poll();
    if (next != null && group != null) {
      read(group, row.trackId(), next.rest());
    }
    return row;
  }

  private void read(Group group, long track, Iterator<CountedCells.Cell> cells) {
    if (cells.hasNext()) {
      CountedCells.Cell cell = cells.next();
      CellRow row =
          new CellRow(
              group.userId(),
              group.subject(),
              track,
              group.kind() == EventKind.PLAY ? StatKind.PLAY : StatKind.DOWNLOAD,
              group.granularity(),
              cell.bucket(),
              cell.counts());
      heads.add(new OfTrack(row, cells));
    }
  }

  @Override
  public void close() {}
}
