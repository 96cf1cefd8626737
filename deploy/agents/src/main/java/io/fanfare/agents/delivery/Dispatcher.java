package io.fanfare.agents.delivery;

import io.fanfare.agents.threads.DaemonThreads;
import io.fanfare.schemas.notifications.Notification;
import io.fanfare.schemas.notifications.SuppressionReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has messages delivered: one at a time for a recipient, those of many recipients together. A
 * message is judged when its turn comes. While a receiver fails, all messages to its recipient wait
 * behind the first one, and nobody else's. Thread-safe.
 */
final class Dispatcher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  /**
   * Messages that are judged together. A judgement has as many statements for one message as for
   * all of them.
   */
  private static final int MOST_TOGETHER = 250;

  /** So many that the statements of a judgement are a small part of each. */
  private static final int MANY_TOGETHER = 50;

  /** Judgements at a time: more of them would only wait for MySQL. The last is for urgent ones. */
  private static final int MOST_JUDGEMENTS = 4;

  /** One in so many deliveries at a time is for urgent messages alone. */
  private static final int URGENT_SHARE = 10;

  /** Messages of one recipient that wait: more than a day has. */
  private static final int MOST_OF_RECIPIENT = 1_000;

  /** The same while the receiver fails. */
  private static final int MOST_OF_FAILING = 50;

  /** An outage has as many failures as there are messages. */
  private static final int FAILURES_OF_A_LINE = 100;

  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
  private static final int LONGEST_PAUSE_SECONDS = 60;

  /** A recipient's messages. The first one is being delivered, or waits for its time. */
  private static final class Line {
    final long recipient;
    final Deque<Ticket> tickets = new ArrayDeque<>();
    Instant notBefore = Instant.MIN;

    /** Whether the first message may wait for those that are urgent; fixed while it is ready. */
    boolean isBatch;

    boolean isFailing;

    /** Since when its first message waits for nobody else but this program; likewise. */
    Instant dueSince;

    Line(long recipient, Instant dueSince) {
      this.recipient = recipient;
      this.dueSince = dueSince;
    }
  }

  private static final Comparator<Line> URGENT_FIRST =
      Comparator.<Line, Boolean>comparing(line -> line.isBatch)
          .thenComparing(line -> line.dueSince)
          .thenComparing(line -> line.recipient);

  private static final Comparator<Line> SOONEST_FIRST =
      Comparator.<Line, Instant>comparing(line -> line.notBefore)
          .thenComparing(line -> line.recipient);

  private final Judging judge;
  private final Delivering courier;
  private final Places places;
  private final int mostActive;
  private final Clock clock;
  private final Map<Long, Line> lines = new HashMap<>();

  /** The lines whose first message may be delivered now. */
  private final TreeSet<Line> ready = new TreeSet<>(URGENT_FIRST);

  /** The lines whose first message waits for its time. */
  private final TreeSet<Line> held = new TreeSet<>(SOONEST_FIRST);

  /** Texts of many messages take a processor, so the work goes on here, not where answers come. */
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(
          Runtime.getRuntime().availableProcessors(), DaemonThreads.named("deliver"));

  private int active;
  private int judgements;
  private int failures;
  private boolean isHeld;

  /** As {@link Judge#judge} does. */
  interface Judging {
    CompletionStage<List<Verdict>> judge(List<Notification> messages);
  }

  /** As {@link Courier#deliver} does. */
  interface Delivering {
    CompletionStage<Optional<Again>> deliver(Ticket ticket, Verdict verdict);
  }

  /**
   * @param mostActive messages that are delivered at a time, each to another recipient
   */
  Dispatcher(Judging judge, Delivering courier, Places places, int mostActive, Clock clock) {
    this.judge = judge;
    this.courier = courier;
    this.places = places;
    this.mostActive = mostActive;
    this.clock = clock;
  }

  synchronized void add(Ticket ticket) {
    long recipient = ticket.message().getRecipientId();
    Line line = lines.get(recipient);
    if (line == null) {
      line = new Line(recipient, clock.instant());
      line.tickets.add(ticket);
      lines.put(recipient, line);
      setReady(line);
    } else if (line.tickets.size() < (line.isFailing ? MOST_OF_FAILING : MOST_OF_RECIPIENT)) {
      line.tickets.add(ticket);
    } else {
      refuse(ticket);
    }
  }

  private void refuse(Ticket ticket) {
    var unused =
        courier
            .deliver(ticket, Verdict.refused(ticket.message(), SuppressionReason.TOO_MANY))
            .thenAccept(done -> places.end(ticket));
  }

  /** Begins with what is due, as far as there is room. */
  void pump() {
    for (List<Ticket> batch = take(); !batch.isEmpty(); batch = take()) {
      List<Ticket> together = batch;
      threads.execute(() -> deliver(together));
    }
  }

  private synchronized List<Ticket> take() {
    List<Ticket> batch = new ArrayList<>();
    if (isHeld || judgements >= MOST_JUDGEMENTS) {
      return batch;
    }
    while (!held.isEmpty() && !held.first().notBefore.isAfter(clock.instant())) {
      ready.add(held.pollFirst());
    }
    boolean takesBatch = judgements < MOST_JUDGEMENTS - 1 && hasRoomForMany();
    while (batch.size() < MOST_TOGETHER
        && !ready.isEmpty()
        && (ready.first().isBatch ? takesBatch && roomForBatch() > 0 : active < mostActive)) {
      Line line = ready.pollFirst();
      line.tickets.removeIf(ticket -> !places.isOpen(ticket));
      Ticket first = line.tickets.peekFirst();
      if (first == null) {
        lines.remove(line.recipient);
      } else {
        active++;
        batch.add(first);
      }
    }
    judgements += batch.isEmpty() ? 0 : 1;
    return batch;
  }

  /**
   * Whether there is room for all that is due, or for many. Otherwise each message that ends would
   * let one begin, which would be judged alone.
   */
  private boolean hasRoomForMany() {
    int room = roomForBatch();
    return room >= Math.min(MANY_TOGETHER, mostActive / 2) || ready.size() <= room;
  }

  private int roomForBatch() {
    return Math.max(0, mostActive - mostActive / URGENT_SHARE - active);
  }

  private void deliver(List<Ticket> batch) {
    var unused =
        Repetition.begin(() -> judge.judge(batch.stream().map(Ticket::message).toList()))
            .whenCompleteAsync(
                (verdicts, failure) -> {
                  judged();
                  if (failure != null) {
                    Duration pause = pauseAfterFailure(failure);
                    batch.forEach(ticket -> waitFor(ticket, clock.instant().plus(pause)));
                  } else {
                    for (int place = 0; place < batch.size(); place++) {
                      deliver(batch.get(place), verdicts.get(place));
                    }
                  }
                  pump();
                },
                threads);
  }

  private synchronized void judged() {
    judgements--;
  }

  private void deliver(Ticket ticket, Verdict verdict) {
    var unused =
        Repetition.begin(() -> courier.deliver(ticket, verdict))
            .whenComplete(
                (again, failure) -> {
                  if (failure != null) {
                    waitFor(ticket, clock.instant().plus(pauseAfterFailure(failure)));
                  } else {
                    ended(ticket, again);
                  }
                  pump();
                });
  }

  /** A server is away, which is no try of the message. Many failures are one outage. */
  private synchronized Duration pauseAfterFailure(Throwable failure) {
    if (failures % FAILURES_OF_A_LINE == 0) {
      LOG.warn(
          "Messages have to wait, after {} failures before in a row: {}",
          failures,
          failure.toString());
    }
    failures++;
    long seconds = Math.min(LONGEST_PAUSE_SECONDS, 1L << Math.min(failures / 100, 6));
    return SHORTEST_PAUSE
        .multipliedBy(seconds)
        .plusMillis(ThreadLocalRandom.current().nextLong(1_000));
  }

  private synchronized void ended(Ticket ticket, Optional<Again> again) {
    failures = 0;
    active--;
    Line line = lineOf(ticket);
    line.isFailing = again.isPresent() && again.get().wasSent();
    if (again.isEmpty()) {
      places.end(ticket);
      line.tickets.remove(ticket);
      line.notBefore = Instant.MIN;
      line.dueSince = clock.instant();
      if (line.tickets.isEmpty()) {
        lines.remove(line.recipient);
      } else {
        setReady(line);
      }
    } else {
      replace(ticket, ticket.next(again.get()), line);
      line.dueSince = again.get().at();
      hold(line, line.dueSince);
    }
  }

  private synchronized void waitFor(Ticket ticket, Instant until) {
    active--;
    Line line = lineOf(ticket);
    replace(ticket, ticket.begun(), line);
    hold(line, until);
  }

  private static void replace(Ticket ticket, Ticket next, Line line) {
    line.tickets.remove(ticket);
    line.tickets.addFirst(next);
  }

  /** It is there as long as it has a message. */
  private Line lineOf(Ticket ticket) {
    return Objects.requireNonNull(lines.get(ticket.message().getRecipientId()));
  }

  private void hold(Line line, Instant until) {
    line.notBefore = until;
    prepare(line);
    held.add(line);
    if (!threads.isShutdown()) {
      long millis = Math.max(1, Duration.between(clock.instant(), until).toMillis() + 1);
      var unused = threads.schedule(this::pump, millis, TimeUnit.MILLISECONDS);
    }
  }

  /** How many messages wait for a time that has not come. */
  synchronized int held() {
    Instant now = clock.instant();
    return held.stream()
        .filter(line -> line.notBefore.isAfter(now))
        .mapToInt(line -> line.tickets.size())
        .sum();
  }

  /**
   * How long the message waits that has waited longest since its turn came: not for a receiver that
   * fails, nor for quiet hours, nor behind another message to the same recipient. Zero if none
   * does.
   */
  synchronized Duration longestWait() {
    Instant now = clock.instant();
    return lines.values().stream()
        .map(line -> line.dueSince)
        .min(Comparator.naturalOrder())
        .filter(since -> since.isBefore(now))
        .map(since -> Duration.between(since, now))
        .orElse(Duration.ZERO);
  }

  /** How many messages are being delivered. */
  synchronized int active() {
    return active;
  }

  /** Begins with no other message until {@link #proceed}. */
  synchronized void hold() {
    isHeld = true;
  }

  /** Begins with messages again; those whose partitions are gone are forgotten then. */
  synchronized void proceed() {
    isHeld = false;
    forgetWhatIsGone(ready);
    forgetWhatIsGone(held);
  }

  private void forgetWhatIsGone(TreeSet<Line> some) {
    for (Line line : List.copyOf(some)) {
      some.remove(line);
      line.tickets.removeIf(ticket -> !places.isOpen(ticket));
      if (line.tickets.isEmpty()) {
        lines.remove(line.recipient);
      } else {
        prepare(line);
        some.add(line);
      }
    }
  }

  /** Urgent messages come before those of large fan-outs and digests, of which many may wait. */
  private void prepare(Line line) {
    Ticket first = Objects.requireNonNull(line.tickets.peekFirst());
    line.isBatch = first.message().getBatch();
  }

  private void setReady(Line line) {
    prepare(line);
    ready.add(line);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
