package io.fanfare.jobs.stats.domain;

import io.fanfare.jobs.stats.domain.StatsInMemory.Logged;
import io.fanfare.schemas.events.DomainEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Events on the log, over some days and months. Each partition has a broker, whose clock jumps
 * forwards and backwards, by any amount for any time.
 */
final class EventsHistory {

  private static final int PARTITIONS = 4;
  private static final int TRACKS = 3;

  /** Only a broker whose clock is weeks behind takes an event as new that is older than this. */
  private static final Duration SENT_AGAIN_UNTIL = Duration.ofDays(37);

  final List<List<Logged>> partitions = new ArrayList<>();

  /** Ids of the events that were sent. */
  final Set<String> ids = new HashSet<>();

  private final Random random;
  private final Map<Integer, Duration> wrongBy = new HashMap<>();
  private final List<DomainEvent> sent = new ArrayList<>();
  private final Map<String, Instant> firstSent = new HashMap<>();
  private Instant now;

  EventsHistory(Random random, Instant begin) {
    this.random = random;
    this.now = begin;
    IntStream.range(0, PARTITIONS).forEach(i -> partitions.add(new ArrayList<>()));
  }

  /** Appends events: late, repeated and wrong ones, received at any time or not known when. */
  void appendAny(int events) {
    for (int i = 0; i < events; i++) {
      moveOn(random.nextInt(10) == 0 ? 900_000 : 4_000);
      append(isOneSentAgain() ? again() : any());
    }
  }

  private boolean isOneSentAgain() {
    return !sent.isEmpty() && random.nextInt(4) == 0;
  }

  private DomainEvent again() {
    DomainEvent event = sent.get(random.nextInt(sent.size()));
    return switch (random.nextInt(8)) {
      case 0, 1 -> DomainEvent.newBuilder(event).setOccurredAt(micros(time())).build();
      case 2, 3 -> DomainEvent.newBuilder(event).setReceivedAt(micros(now)).build();
      default -> event;
    };
  }

  private DomainEvent any() {
    return event(random.nextInt(20) == 0 ? "" : "id-" + ids.size(), time(), received());
  }

  /** Appends events as the API server does whose clock is right, each until it is accepted. */
  void appendReceived(int events) {
    for (int i = 0; i < events; i++) {
      moveOn(20_000);
      if (isOneSentAgain()) {
        DomainEvent event = sent.get(random.nextInt(sent.size()));
        boolean isInTime = micros(now.minus(7, ChronoUnit.DAYS)) <= event.getOccurredAt();
        append(
            isInTime && random.nextBoolean()
                ? DomainEvent.newBuilder(event).setReceivedAt(micros(now)).build()
                : event);
      } else {
        Instant time = now.minusSeconds(random.nextInt(random.nextInt(5) == 0 ? 600_000 : 100));
        append(event("id-" + ids.size(), time, micros(now)));
      }
    }
  }

  /** From now on every broker's clock is right. */
  void setClocksRight() {
    wrongBy.clear();
  }

  /** Appends an event as it is. */
  void append(DomainEvent event) {
    int partition = Math.floorMod(event.getId().hashCode(), PARTITIONS);
    Duration wrong = wrongBy.getOrDefault(partition, Duration.ZERO);
    Instant first = firstSent.computeIfAbsent(event.getId(), id -> now);
    if (wrong.isNegative() && now.isAfter(first.plus(SENT_AGAIN_UNTIL))) {
      return;
    }
    ids.add(event.getId());
    sent.add(event);
    partitions.get(partition).add(new Logged(now, micros(now.plus(wrong)), event));
  }

  private void moveOn(int mostSeconds) {
    now = now.plusSeconds(random.nextInt(mostSeconds));
    if (random.nextInt(8) == 0) {
      wrongBy.put(random.nextInt(PARTITIONS), wrong());
    }
  }

  private Duration wrong() {
    long sign = random.nextBoolean() ? 1 : -1;
    return switch (random.nextInt(4)) {
      case 0 -> Duration.ZERO;
      case 1 -> Duration.ofMinutes(sign * random.nextInt(1_500));
      case 2 -> Duration.ofHours(sign * random.nextInt(1_000));
      default -> Duration.ofDays(sign * random.nextInt(15_000));
    };
  }

  private DomainEvent event(String id, Instant time, @Nullable Long receivedAt) {
    long track = 1 + random.nextInt(TRACKS);
    return new DomainEvent(id, track, 1L + random.nextInt(5), micros(time), "DE", null, receivedAt);
  }

  private Instant time() {
    return switch (random.nextInt(10)) {
      case 0 -> now.minus(random.nextInt(9), ChronoUnit.DAYS);
      case 1 -> now.plus(random.nextInt(90), ChronoUnit.MINUTES);
      case 2 ->
          Instant.parse(random.nextBoolean() ? "1957-10-04T19:28:34Z" : "2100-01-01T00:00:00Z");
      default -> now.minusSeconds(random.nextInt(100));
    };
  }

  /** Applications may set it to anything. */
  private @Nullable Long received() {
    return switch (random.nextInt(8)) {
      case 0, 1 -> null;
      case 2 -> random.nextLong();
      case 3 -> micros(now.plus(wrong()));
      case 4 -> micros(Instant.parse("2100-01-01T00:00:00Z"));
      default -> micros(now);
    };
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
