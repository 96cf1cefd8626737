package io.fanfare.jobs.stats.domain;

import static io.fanfare.jobs.fanout.domain.Rows.create;
import static io.fanfare.jobs.fanout.domain.Rows.destroy;
import static io.fanfare.jobs.fanout.domain.Rows.save;
import static io.fanfare.jobs.fanout.domain.Rows.track;

import io.fanfare.jobs.runtime.domain.Stamp;
import io.fanfare.jobs.stats.functions.ReadSubjectChanges;
import io.fanfare.schemas.models.Comment;
import io.fanfare.schemas.models.Follow;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.TrackLike;
import io.fanfare.schemas.models.TrackRepost;
import io.fanfare.schemas.stats.SubjectChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.LongFunction;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Random changes of the source's rows, as in `models`, and the rows that exist after them. */
final class SourceHistory {

  private static final int TRACKS = 3;
  private static final int USERS = 4;
  private static final int TIMES = 6;

  /** Rows by their table and key. */
  final Map<String, SpecificRecord> rows = new HashMap<>();

  private final List<Entry> log = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Random random;
  private final long firstTime;

  private record Entry(String key, int number, boolean hasBefore, List<SubjectChange> changes) {}

  /**
   * @param firstTime of the earliest row, µs since the epoch
   */
  SourceHistory(Random random, int changes, long firstTime) {
    this.random = random;
    this.firstTime = firstTime;
    for (int i = 0; i < changes; i++) {
      long version = 1_000L + 10L * i;
      switch (random.nextInt(5)) {
        case 0 -> change("track", 1 + random.nextInt(TRACKS), version, this::newTrack);
        case 1 -> change("like", random.nextInt(TRACKS * USERS), version, this::newLike);
        case 2 -> change("repost", random.nextInt(TRACKS * USERS), version, this::newRepost);
        case 3 -> change("comment", 1 + random.nextInt(5), version, this::newComment);
        default -> change("follow", random.nextInt(USERS * USERS), version, this::newFollow);
      }
    }
  }

  /** The changes that a job reads from the whole log. */
  List<SubjectChange> changes() {
    return log.stream().flatMap(entry -> entry.changes().stream()).toList();
  }

  /** The changes left after compaction, for a job that starts later. */
  List<SubjectChange> compacted() {
    Set<String> seen = new HashSet<>();
    List<SubjectChange> left = new ArrayList<>();
    for (int i = log.size() - 1; i >= 0; i--) {
      Entry entry = log.get(i);
      boolean isLongGone = !rows.containsKey(entry.key()) && random.nextBoolean();
      if (seen.add(entry.key()) && !isLongGone) {
        left.addAll(0, entry.changes());
      }
    }
    return left;
  }

  /**
   * The changes for a job that starts in the middle, after another has ended: a row's first change
   * may be missing if the second one carries the row before it.
   */
  List<SubjectChange> thinned() {
    Map<String, Entry> first = new HashMap<>();
    Set<Entry> covered = new HashSet<>();
    for (Entry entry : log) {
      Entry before = first.putIfAbsent(entry.key(), entry);
      if (before != null && entry.number() == 2 && entry.hasBefore() && random.nextBoolean()) {
        covered.add(before);
      }
    }
    return log.stream()
        .filter(entry -> !covered.contains(entry))
        .flatMap(entry -> entry.changes().stream())
        .toList();
  }

  private void change(String table, long key, long version, LongFunction<SpecificRecord> row) {
    String name = table + " " + key;
    SpecificRecord before = rows.get(name);
    ModelBroadcast change;
    if (before != null && random.nextInt(3) == 0) {
      rows.remove(name);
      change = destroy(before);
    } else if (before != null && random.nextInt(3) == 0) {
      change = create(before);
      change.setRefresh(true);
    } else {
      SpecificRecord after = row.apply(key);
      rows.put(name, after);
      change = before == null ? create(after) : save(before, after);
    }
    log.add(
        new Entry(
            name,
            numbers.merge(name, 1, Integer::sum),
            change.getBefore() != null,
            new ReadSubjectChanges(1, Rebuild.NONE).of(change, new Stamp(version, version))));
  }

  private Track newTrack(long id) {
    return track(id, 101 + random.nextInt(3), null);
  }

  private TrackLike newLike(long key) {
    return new TrackLike(1 + key / TRACKS, 1 + key % TRACKS, timeOrNone());
  }

  private TrackRepost newRepost(long key) {
    return new TrackRepost(1 + key / TRACKS, 1 + key % TRACKS, time());
  }

  private Comment newComment(long id) {
    return Comment.newBuilder()
        .setId(id)
        .setUserId(1L)
        .setTrackId(1 + random.nextInt(TRACKS))
        .setCreatedAt(timeOrNone())
        .build();
  }

  private Follow newFollow(long key) {
    return new Follow(1 + key / USERS, 101 + key % USERS, timeOrNone());
  }

  private @Nullable Long timeOrNone() {
    return random.nextInt(8) == 0 ? null : (Long) time();
  }

  private long time() {
    return firstTime + random.nextInt(TIMES) * 7_000_000_000L;
  }
}
