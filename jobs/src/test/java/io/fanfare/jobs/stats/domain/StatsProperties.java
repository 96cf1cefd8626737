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
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The store ends with the same counts as an independent count over the log, even if events are
 * late, repeated, out of order or invalid, whatever the clocks of brokers show, and wherever the
 * job crashes.
 */
class StatsProperties {

  private static final Instant BEGIN = Instant.parse("2026-11-28T22:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration HOUR = Duration.ofHours(1);

  @Property(tries = 1_500)
  void storesTheSameAsAnIndependentCount(@ForAll Random random) {
    assertRight(random, Fault.NONE);
  }

  /**
   * Whatever the clocks of brokers show: what the API server received in time counts once, at the
   * latest when the dead letters are replayed by clocks that are right.
   */
  @Property(tries = 1_000)
  void losesNothingForGoodAndCountsNothingTwice(@ForAll Random random) {
    assertLosesNothing(random, Fault.NONE);
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
      assertLosesNothing(random, fault);
      return false;
    } catch (AssertionError e) {
      return true;
    }
  }

  private static void assertRight(Random random, Fault fault) {
    EventsHistory events = new EventsHistory(random, BEGIN);
    events.appendAny(random.nextInt(80));
    List<List<Logged>> log = events.partitions;
    SourceHistory history = new SourceHistory(random, random.nextInt(60), micros(BEGIN));

    Instant now = end(log);
    Instant machine = random.nextBoolean() ? now : now.plus(random.nextInt(1_000), ChronoUnit.DAYS);
    StatsInMemory job =
        new StatsInMemory(log, history.changes(), machine.getEpochSecond(), random, fault);
    boolean ends = random.nextBoolean();
    if (ends) {
      job.run(random.nextInt(300));
      assertThat(differences(stored(job, history), expected(log, history), now)).isEmpty();
    } else {
      job.runFor(random.nextInt(300));
    }
    job.runAgain(ends ? history.compacted() : history.thinned(), random.nextInt(300));
    assertThat(differences(stored(job, history), expected(log, history), now)).isEmpty();
  }

  private static void assertLosesNothing(Random random, Fault fault) {
    EventsHistory events = new EventsHistory(random, BEGIN);
    long machine = BEGIN.plus(random.nextInt(1_000), ChronoUnit.DAYS).getEpochSecond();
    StatsInMemory job = new StatsInMemory(events.partitions, List.of(), machine, random, fault);
    for (int part = random.nextInt(4); part >= 0; part--) {
      events.appendReceived(random.nextInt(25));
      job.runFor(random.nextInt(100));
    }
    job.run(random.nextInt(50));
    events.setClocksRight();
    for (int replay = 0; replay < 2; replay++) {
      List.copyOf(job.deadLetters).forEach(letter -> events.append(letter.event()));
      job.run(random.nextInt(50));
    }
    long stored =
        job.store.entrySet().stream()
            .filter(cell -> cell.getKey().key().getGranularity() == Granularity.ALL)
            .mapToLong(cell -> cell.getValue().getCounts().getTotal())
            .sum();
    assertThat(stored).as("events that count").isEqualTo(events.ids.size());
  }

  private static List<String> differences(
      Map<String, Long> stored, Map<String, Long> expected, Instant now) {
    Set<String> lines = new TreeSet<>(stored.keySet());
    lines.addAll(expected.keySet());
    return lines.stream()
        .filter(line -> isKept(line, now))
        .filter(line -> !Objects.equals(stored.get(line), expected.get(line)))
        .map(line -> line + ": " + stored.get(line) + " instead of " + expected.get(line))
        .toList();
  }

  /** Minutes are kept for 35 days, and hours for 400, by whole days. */
  private static boolean isKept(String line, Instant now) {
    List<String> words = List.of(line.split(" "));
    String granularity = words.get(words.size() - 2);
    int days = granularity.equals("MINUTE") ? 35 : granularity.equals("HOUR") ? 400 : 0;
    Instant bucket = Instant.parse(words.get(words.size() - 1));
    return days == 0
        || !bucket.isBefore(now.truncatedTo(ChronoUnit.DAYS).minus(days, ChronoUnit.DAYS));
  }

  /** When the newest event was appended. */
  private static Instant end(List<List<Logged>> log) {
    return log.stream()
        .flatMap(List::stream)
        .map(logged -> instant(logged.appendedAt()))
        .max(Comparator.naturalOrder())
        .orElse(BEGIN);
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
        Instant first = firsts.get(event.getId());
        Optional<Instant> arrived = arrived(time, logged);
        boolean isRepeated =
            first != null
                && arrived.isPresent()
                && !arrived.get().isAfter(first.plus(7, ChronoUnit.DAYS));
        if (arrived.isPresent() && !isRepeated && !event.getId().isEmpty()) {
          firsts.put(event.getId(), time);
          countAll(expected, history, event.getTrackId(), StatKind.PLAY, event.getOccurredAt());
        }
      }
    }
  }

  private static Optional<Instant> arrived(Instant time, Logged logged) {
    Instant appended = instant(logged.appendedAt());
    Stream<Instant> byTheLog =
        Stream.of(appended).filter(clock -> isBetween(time, clock, DAY.multipliedBy(7), HOUR));
    Stream<Instant> byReceipt =
        Stream.ofNullable(logged.event().getReceivedAt())
            .map(StatsProperties::instant)
            .filter(clock -> isBetween(time, clock, DAY.multipliedBy(7), HOUR))
            .filter(clock -> isBetween(time, appended, DAY.multipliedBy(30), DAY));
    return Stream.concat(byTheLog, byReceipt).min(Comparator.naturalOrder());
  }

  private static boolean isBetween(Instant time, Instant clock, Duration before, Duration after) {
    return !time.isBefore(clock.minus(before)) && !time.isAfter(clock.plus(after));
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

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
