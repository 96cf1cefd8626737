package io.fanfare.jobs.stats.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.jobs.stats.domain.StatsInMemory.Fault;
import io.fanfare.jobs.stats.domain.StatsInMemory.Logged;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.models.Comment;
import io.fanfare.schemas.models.Follow;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.TrackLike;
import io.fanfare.schemas.models.TrackRepost;
import io.fanfare.schemas.stats.CellKey;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatKind;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The store ends with the same counts as an independent count over the log, even if events are
 * late, repeated, out of order or invalid, and wherever the job crashes.
 */
class StatsProperties {

  private static final Instant BEGIN = Instant.parse("2026-11-28T22:00:00Z");
  private static final int PARTITIONS = 4;
  private static final int TRACKS = 3;

  @Property(tries = 1_500)
  void storesTheSameAsAnIndependentCount(@ForAll Random random) {
    assertRight(random, Fault.NONE);
  }

  @Example
  void findsEveryMistake() {
    for (Fault fault : Fault.values()) {
      Random seeds = new Random(1);
      assertThat(
              IntStream.range(0, 500).anyMatch(i -> isWrong(new Random(seeds.nextLong()), fault)))
          .as(fault.name())
          .isEqualTo(fault != Fault.NONE);
    }
  }

  private static boolean isWrong(Random random, Fault fault) {
    try {
      assertRight(random, fault);
      return false;
    } catch (AssertionError e) {
      return true;
    }
  }

  private static void assertRight(Random random, Fault fault) {
    List<List<Logged>> log = log(random);
    SourceHistory history = new SourceHistory(random, random.nextInt(60), micros(BEGIN));

    StatsInMemory job = new StatsInMemory(log, history.changes(), random, fault);
    boolean ends = random.nextBoolean();
    if (ends) {
      job.run(random.nextInt(300));
      assertThat(differences(stored(job, history), expected(log, history))).isEmpty();
    } else {
      job.runFor(random.nextInt(300));
    }
    job.runAgain(ends ? history.compacted() : history.thinned(), random.nextInt(300));
    assertThat(differences(stored(job, history), expected(log, history))).isEmpty();
  }

  private static List<String> differences(Map<String, Long> stored, Map<String, Long> expected) {
    Set<String> lines = new TreeSet<>(stored.keySet());
    lines.addAll(expected.keySet());
    return lines.stream()
        .filter(line -> !Objects.equals(stored.get(line), expected.get(line)))
        .map(line -> line + ": " + stored.get(line) + " instead of " + expected.get(line))
        .toList();
  }

  /** The counts that a reader sees: those of an owner only for their present tracks, and no 0. */
  private static Map<String, Long> stored(StatsInMemory job, SourceHistory history) {
    Map<String, Long> stored = new TreeMap<>();
    job.store.forEach(
        (row, cell) -> {
          boolean isSeen =
              !row.isOfOwner()
                  || row.trackId() == 0
                  || owner(row.trackId(), history).equals(Optional.of(row.subjectId()));
          long total = cell.getCounts().getTotal();
          if (isSeen && total != 0) {
            String subject =
                (row.isOfOwner() ? "owner " + row.subjectId() + " " : "") + row.trackId();
            CellKey key = row.key();
            stored.put(
                line(subject, key.getKind(), key.getGranularity(), instantOf(key.getBucket())),
                total);
          }
        });
    return stored;
  }

  private static Map<String, Long> expected(List<List<Logged>> log, SourceHistory history) {
    Map<String, Long> expected = new TreeMap<>();
    countEvents(log, history, expected);
    for (SpecificRecord row : history.rows.values()) {
      if (row instanceof TrackLike like) {
        countAll(expected, history, like.getTrackId(), StatKind.LIKE, like.getCreatedAt());
      } else if (row instanceof TrackRepost repost) {
        countAll(expected, history, repost.getTrackId(), StatKind.REPOST, repost.getCreatedAt());
      } else if (row instanceof Comment comment) {
        countAll(expected, history, comment.getTrackId(), StatKind.COMMENT, comment.getCreatedAt());
      } else if (row instanceof Follow follow && follow.getCreatedAt() != null) {
        String subject = "owner " + follow.getFolloweeId() + " 0";
        count(expected, subject, StatKind.FOLLOW, instant(follow.getCreatedAt()));
      }
    }
    return expected;
  }

  private static void countAll(
      Map<String, Long> counts,
      SourceHistory history,
      long track,
      StatKind kind,
      @Nullable Long createdAt) {
    if (createdAt != null) {
      Instant time = instant(createdAt);
      count(counts, Long.toString(track), kind, time);
      owner(track, history)
          .ifPresent(owner -> count(counts, "owner " + owner + " " + track, kind, time));
    }
  }

  private static Optional<Long> owner(long track, SourceHistory history) {
    return Optional.ofNullable(history.rows.get("track " + track))
        .map(row -> ((Track) row).getUserId());
  }

  private static void countEvents(
      List<List<Logged>> log, SourceHistory history, Map<String, Long> expected) {
    for (List<Logged> partition : log) {
      Map<String, Instant> firsts = new HashMap<>();
      for (Logged logged : partition) {
        DomainEvent event = logged.event();
        Instant time = instant(event.getOccurredAt());
        Instant appended = instant(logged.appendedAt());
        Instant first = firsts.get(event.getId());
        boolean isInTime =
            !time.isBefore(appended.minus(7, ChronoUnit.DAYS))
                && !time.isAfter(appended.plus(1, ChronoUnit.HOURS));
        boolean isRepeated = first != null && !appended.isAfter(first.plus(7, ChronoUnit.DAYS));
        if (isInTime && !isRepeated && !event.getId().isEmpty()) {
          firsts.put(event.getId(), time);
          countAll(expected, history, event.getTrackId(), StatKind.PLAY, event.getOccurredAt());
        }
      }
    }
  }

  private static void count(Map<String, Long> counts, String subject, StatKind kind, Instant time) {
    ZonedDateTime zoned = time.atZone(ZoneOffset.UTC);
    ZonedDateTime day = zoned.truncatedTo(ChronoUnit.DAYS);
    Map<Granularity, Instant> buckets =
        Map.of(
            Granularity.MINUTE,
            zoned.truncatedTo(ChronoUnit.MINUTES).toInstant(),
            Granularity.HOUR,
            zoned.truncatedTo(ChronoUnit.HOURS).toInstant(),
            Granularity.DAY,
            day.toInstant(),
            Granularity.MONTH,
            day.withDayOfMonth(1).toInstant(),
            Granularity.ALL,
            Instant.EPOCH);
    buckets.forEach(
        (granularity, bucket) ->
            counts.merge(line(subject, kind, granularity, bucket), 1L, Long::sum));
  }

  /** E.g. `1 PLAY HOUR 2026-11-28T22:00:00Z`, or `owner 101 1 LIKE ALL 1970-01-01T00:00:00Z`. */
  private static String line(
      String subject, StatKind kind, Granularity granularity, Instant bucket) {
    return subject + " " + kind + " " + granularity + " " + bucket;
  }

  private static Instant instantOf(long bucket) {
    return Instant.ofEpochSecond(bucket);
  }

  /** Events over some days and months, late, repeated and wrong ones among them. */
  private static List<List<Logged>> log(Random random) {
    List<List<Logged>> log = new ArrayList<>();
    IntStream.range(0, PARTITIONS).forEach(i -> log.add(new ArrayList<>()));
    List<DomainEvent> sent = new ArrayList<>();
    Instant now = BEGIN;
    Set<String> ids = new HashSet<>();
    for (int i = random.nextInt(80); i > 0; i--) {
      now = now.plusSeconds(random.nextInt(random.nextInt(10) == 0 ? 900_000 : 4_000));
      DomainEvent event;
      if (!sent.isEmpty() && random.nextInt(4) == 0) {
        event = sent.get(random.nextInt(sent.size()));
        if (random.nextInt(4) == 0) {
          event = DomainEvent.newBuilder(event).setOccurredAt(micros(time(random, now))).build();
        }
      } else {
        String id = random.nextInt(20) == 0 ? "" : "id-" + ids.size();
        ids.add(id);
        event =
            new DomainEvent(
                id, track(random), 1L + random.nextInt(5), micros(time(random, now)), "DE", null);
      }
      sent.add(event);
      log.get(Math.floorMod(event.getId().hashCode(), PARTITIONS))
          .add(new Logged(micros(now), event));
    }
    return log;
  }

  private static Instant time(Random random, Instant now) {
    return switch (random.nextInt(10)) {
      case 0 -> now.minus(random.nextInt(9), ChronoUnit.DAYS);
      case 1 -> now.plus(random.nextInt(90), ChronoUnit.MINUTES);
      case 2 ->
          Instant.parse(random.nextBoolean() ? "1957-10-04T19:28:34Z" : "2100-01-01T00:00:00Z");
      default -> now.minusSeconds(random.nextInt(100));
    };
  }

  private static long track(Random random) {
    return 1 + random.nextInt(TRACKS);
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
