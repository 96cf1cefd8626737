package io.fanfare.workloads.soak;

import io.fanfare.ops.topics.EventsAppender;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.events.EventKind;
import io.fanfare.schemas.settings.KafkaAccess;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The plays and downloads of a history. Each event is sent twice, in another order each time. Some
 * are hours or days late, and some must not count: without an id, of no track, of 1957 or 2100.
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
  private int sent;

  /**
   * @param now the reference of the times of the events
   */
  EventFeed(KafkaAccess kafka, Cast cast, Shape shape, long seed, int events, Instant now) {
    this.log = new EventsAppender(kafka);
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
   * Sends the events that are due.
   *
   * @param part the share of all events that is due, from 0 to 1
   */
  void send(double part) {
    for (int due = (int) (part * 2 * events); sent < due; sent++) {
      int event = orders[sent / events][sent % events];
      log.append(EventsAppender.record(kind(event), event(event)));
    }
  }

  /**
   * Returns when all sent events are on the log.
   *
   * @throws io.fanfare.ops.OperationException if Kafka does not take one of them
   */
  void flush() {
    log.flush();
  }

  private static EventKind kind(int number) {
    return number % 10 == 0 ? EventKind.DOWNLOAD : EventKind.PLAY;
  }

  /** Returns the same event for the same number. */
  private DomainEvent event(int number) {
    SplittableRandom random = new SplittableRandom(seed * 31 + number);
    boolean isWrong = random.nextInt(WRONG) == 0;
    int fault = isWrong ? random.nextInt(4) : -1;
    return new DomainEvent(
        fault == 0 ? "" : seed + ":" + number,
        fault == 1 ? -1 : track(random),
        actor(random),
        Micros.of(fault == 2 ? FAR_PAST : fault == 3 ? FAR_FUTURE : time(random)),
        random.nextInt(5) == 0 ? null : COUNTRIES.get(random.nextInt(COUNTRIES.size())),
        random.nextInt(5) == 0 ? null : SOURCES.get(random.nextInt(SOURCES.size())),
        null);
  }

  /** One track is played far more than the others. */
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
