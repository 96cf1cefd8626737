package io.fanfare.jobs.stats.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.jobs.stats.domain.StatsInMemory.Fault;
import io.fanfare.jobs.stats.domain.StatsInMemory.Logged;
import io.fanfare.jobs.stats.domain.StatsInMemory.Row;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.OwnerChange;
import io.fanfare.schemas.stats.TrackChange;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/**
 * Whatever comes late, twice, out of order or wrong, and wherever the job crashes, the store ends
 * with what an independent count over the log says.
 */
class StatsProperties {

  private static final Instant BEGIN = Instant.parse("2026-11-28T22:00:00Z");
  private static final int PARTITIONS = 4;
  private static final int TRACKS = 3;
  private static final int OWNERS = 3;

  @Property(tries = 1_500)
  void storesWhatAnIndependentCountSays(@ForAll Random random) {
    assertRight(random, Fault.NONE);
  }

  @Example
  void findsAMistake() {
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
    List<TrackChange> owners =
        IntStream.range(0, random.nextInt(8))
            .mapToObj(i -> StatsInMemory.owner(track(random), owner(random)))
            .toList();

    StatsInMemory job = new StatsInMemory(log, owners, random, fault);
    job.run(random.nextInt(300));

    Map<String, Long> ofTracks = new TreeMap<>();
    Map<String, Long> ofOwners = new TreeMap<>();
    Map<Long, Long> ownerOf = new HashMap<>();
    owners.forEach(
        change ->
            ownerOf.put(change.getTrackId(), ((OwnerChange) change.getChange()).getOwnerId()));
    job.store.forEach(
        (row, counts) -> {
          if (!row.isOfOwner()) {
            ofTracks.put(line(row), counts.getTotal());
          } else if (Long.valueOf(row.subjectId()).equals(ownerOf.get(row.trackId()))) {
            ofOwners.put(line(row), counts.getTotal());
          }
        });
    assertThat(ofTracks).isEqualTo(expected(log));
    Map<String, Long> ofAll = new TreeMap<>(expected(log));
    ofAll.keySet().removeIf(line -> ownerOf.get(trackOf(line)) == null);
    assertThat(ofOwners).isEqualTo(ofAll);
  }

  /** Of each track, granularity and bucket, as `1 HOUR 2026-11-28T22:00:00Z`. */
  private static Map<String, Long> expected(List<List<Logged>> log) {
    Map<String, Long> expected = new TreeMap<>();
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
          ZonedDateTime zoned = time.atZone(ZoneOffset.UTC);
          String track = Long.toString(event.getTrackId());
          count(expected, track, Granularity.MINUTE, zoned.truncatedTo(ChronoUnit.MINUTES));
          count(expected, track, Granularity.HOUR, zoned.truncatedTo(ChronoUnit.HOURS));
          count(expected, track, Granularity.DAY, zoned.truncatedTo(ChronoUnit.DAYS));
          count(
              expected,
              track,
              Granularity.MONTH,
              zoned.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1));
          count(expected, track, Granularity.ALL, Instant.EPOCH.atZone(ZoneOffset.UTC));
        }
      }
    }
    return expected;
  }

  private static void count(
      Map<String, Long> counts, String track, Granularity granularity, ZonedDateTime bucket) {
    counts.merge(track + " " + granularity + " " + bucket.toInstant(), 1L, Long::sum);
  }

  private static String line(Row row) {
    return row.trackId()
        + " "
        + row.key().getGranularity()
        + " "
        + Instant.ofEpochSecond(row.key().getBucket());
  }

  private static long trackOf(String line) {
    return Long.parseLong(line.substring(0, line.indexOf(' ')));
  }

  /** Events over some days and months, late, repeated and wrong ones among them. */
  private static List<List<Logged>> log(Random random) {
    List<List<Logged>> log = new ArrayList<>();
    IntStream.range(0, PARTITIONS).forEach(i -> log.add(new ArrayList<>()));
    List<DomainEvent> told = new ArrayList<>();
    Instant now = BEGIN;
    Set<String> ids = new HashSet<>();
    for (int i = random.nextInt(80); i > 0; i--) {
      now = now.plusSeconds(random.nextInt(random.nextInt(10) == 0 ? 900_000 : 4_000));
      DomainEvent event;
      if (!told.isEmpty() && random.nextInt(4) == 0) {
        event = told.get(random.nextInt(told.size()));
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
      told.add(event);
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

  private static @Nullable Long owner(Random random) {
    int owner = random.nextInt(OWNERS + 1);
    return owner == 0 ? null : (Long) (100L + owner);
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
