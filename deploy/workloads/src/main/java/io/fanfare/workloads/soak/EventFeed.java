package io.fanfare.workloads.soak;

import io.fanfare.ops.topics.EventsAppender;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.events.EventKind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What is listened to in a history: all of its events twice, in another order each time. Some are
 * told hours or days late, and some must not count: without an id, of no track, of 1957 or 2100.
 */
final class EventFeed implements AutoCloseable {

  private static final Duration PAST = Duration.ofDays(5);
  private static final Instant FAR_PAST = Instant.parse("1957-10-04T19:28:34Z");
  private static final Instant FAR_FUTURE = Instant.parse("2100-01-01T00:00:00Z");
  private static final List<String> COUNTRIES = List.of("DE", "US", "BR", "JP");
  private static final List<String> SOURCES = List.of("dashboard", "search", "example.com");
  private static final int LISTENERS = 5_000;
  private static final int WRONG = 100;
  private static final int RECENT = 3;

  private final EventsAppender log;
  private final Cast cast;
  private final Shape shape;
  private final long seed;
  private final Instant now;
  private final int events;
  private final int[][] orders;
  private int told;

  /**
   * @param bootstrap `host:port` of any broker
   * @param now what the times of the events are counted from
   */
  EventFeed(String bootstrap, Cast cast, Shape shape, long seed, int events, Instant now) {
    this.log = new EventsAppender(bootstrap);
    this.cast = cast;
    this.shape = shape;
    this.seed = seed;
    this.now = now;
    this.events = events;
    SplittableRandom random = new SplittableRandom(seed);
    this.orders = new int[][] {shuffled(random.split()), shuffled(random.split())};
  }

  private int[] shuffled(SplittableRandom random) {
    int[] order = new int[events];
    for (int i = 0; i < events; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }

  /**
   * Tells what is due by now.
   *
   * @param part of all, from 0 to 1
   */
  void tell(double part) {
    for (int due = (int) (part * 2 * events); told < due; told++) {
      int event = orders[told / events][told % events];
      log.append(EventsAppender.record(kind(event), event(event)));
    }
  }

  /**
   * Returns when all that was told is on the log.
   *
   * @throws io.fanfare.ops.OperationException if it is not
   */
  void flush() {
    log.flush();
  }

  private static EventKind kind(int number) {
    return number % 10 == 0 ? EventKind.DOWNLOAD : EventKind.PLAY;
  }

  /** The same for the same number, whenever it is told. */
  private DomainEvent event(int number) {
    SplittableRandom random = new SplittableRandom(seed * 31 + number);
    boolean isWrong = random.nextInt(WRONG) == 0;
    int fault = isWrong ? random.nextInt(4) : -1;
    return new DomainEvent(
        fault == 0 ? "" : seed + ":" + number,
        fault == 1 ? -1 : track(random),
        actor(random),
        ChronoUnit.MICROS.between(
            Instant.EPOCH, fault == 2 ? FAR_PAST : fault == 3 ? FAR_FUTURE : time(random)),
        random.nextInt(5) == 0 ? null : COUNTRIES.get(random.nextInt(COUNTRIES.size())),
        random.nextInt(5) == 0 ? null : SOURCES.get(random.nextInt(SOURCES.size())));
  }

  /** One is played far more than the others. */
  private long track(SplittableRandom random) {
    return cast.firstTrack + (random.nextBoolean() ? 0 : random.nextInt(shape.tracks));
  }

  private static @Nullable Long actor(SplittableRandom random) {
    return random.nextInt(5) == 0 ? null : (Long) (1L + random.nextInt(LISTENERS));
  }

  private Instant time(SplittableRandom random) {
    long past = random.nextInt(RECENT) == 0 ? PAST.toMillis() : Duration.ofHours(2).toMillis();
    return now.minusMillis(random.nextLong(past));
  }

  @Override
  public void close() {
    log.close();
  }
}
