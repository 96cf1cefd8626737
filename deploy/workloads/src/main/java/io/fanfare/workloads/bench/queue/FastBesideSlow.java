package io.fanfare.workloads.bench.queue;

import io.fanfare.local.StackSettings;
import io.fanfare.ops.OperationException;
import io.fanfare.workloads.bench.kit.Latency;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/** Fast requests beside slow ones, and too many of them. */
final class FastBesideSlow {

  private static final int SERVERS = 4;
  private static final int SLOTS_OF_SERVER = 4;
  private static final int SLOTS = SERVERS * SLOTS_OF_SERVER;

  /** Twice the slots: what waits then waits for about two requests. */
  private static final int QUEUE = 2 * SLOTS;

  private static final double FAST_SECONDS = 0.025;
  private static final double SLOW_SECONDS = 0.5;
  private static final double SLOW_PART = 0.05;
  private static final double MEAN_SECONDS =
      (1 - SLOW_PART) * FAST_SECONDS + SLOW_PART * SLOW_SECONDS;

  private static final double IDLE = 0.2;
  private static final double LOAD = 0.7;
  private static final double OVERLOAD = 2;

  private final StackSettings settings;
  private final SplittableRandom random;
  private final Duration length;
  private final Supplier<Request> fast;
  private final Supplier<Request> mixed;

  /**
   * @param length of each measurement
   */
  FastBesideSlow(StackSettings settings, SplittableRandom random, Duration length) {
    this.settings = settings;
    this.random = random;
    this.length = length;
    ServiceTimes times = ServiceTimes.exponential(FAST_SECONDS);
    ServiceTimes both = times.beside(SLOW_PART, SLOW_SECONDS);
    this.fast = () -> Request.timed(times.next(random));
    this.mixed = () -> Request.timed(both.next(random));
  }

  FastRequests run() throws IOException, InterruptedException {
    Latency idle;
    Latency shared;
    Latency ideal;
    try (QueuedServers servers = servers(QueuedServers.NO_BOUND)) {
      Clients clients = new Clients(List.of(servers.origin()), random);
      idle = accepted(clients.openLoop(IDLE * SLOTS / FAST_SECONDS, length, fast));
      List<Answer> answers = besideSlow(clients);
      shared = fast(answers);
      ideal = ideal(answers);
    }
    Latency ownQueues = inTurn(SERVERS, SLOTS_OF_SERVER);
    Latency ownSlots = inTurn(SLOTS, 1);
    try (QueuedServers servers = servers(QUEUE)) {
      Clients clients = new Clients(List.of(servers.origin()), random);
      List<Answer> answers = clients.openLoop(OVERLOAD * SLOTS / FAST_SECONDS, length, fast);
      Latency refused = latency(answers, Answer::isRefused);
      Latency overload = accepted(answers.stream().filter(answer -> !answer.isRefused()).toList());
      return new FastRequests(idle, shared, ideal, ownQueues, ownSlots, overload, refused, QUEUE);
    }
  }

  private QueuedServers servers(int queue) throws IOException, InterruptedException {
    return new QueuedServers(settings, SERVERS, SLOTS_OF_SERVER, queue);
  }

  /** Without HAProxy: a client that sends to each server in turn, whatever waits there. */
  private Latency inTurn(int count, int slots) throws IOException, InterruptedException {
    List<TimedServer> servers = new ArrayList<>();
    try {
      for (int server = 0; server < count; server++) {
        servers.add(new TimedServer(slots));
      }
      return fast(
          besideSlow(new Clients(servers.stream().map(TimedServer::origin).toList(), random)));
    } finally {
      for (TimedServer server : servers) {
        server.close();
      }
    }
  }

  private List<Answer> besideSlow(Clients clients) throws InterruptedException {
    return clients.openLoop(LOAD * SLOTS / MEAN_SECONDS, length, mixed);
  }

  private static Latency fast(List<Answer> answers) {
    return accepted(answers.stream().filter(FastBesideSlow::isFast).toList());
  }

  /** What the fast ones would take if one queue did its best and the way cost nothing. */
  private static Latency ideal(List<Answer> answers) {
    IdealQueue queue = new IdealQueue(SLOTS);
    Histogram histogram = Latency.histogram();
    for (Answer answer : answers) {
      long took = queue.waitOf(answer.due(), answer.service()) + answer.service();
      if (isFast(answer)) {
        histogram.recordValue(took);
      }
    }
    return Latency.of(histogram);
  }

  private static boolean isFast(Answer answer) {
    return answer.service() != (long) (SLOW_SECONDS * 1e9);
  }

  private static Latency accepted(List<Answer> answers) {
    for (Answer answer : answers) {
      if (!answer.isAccepted()) {
        throw new OperationException(
            "A request was answered with %d (0: not at all).".formatted(answer.status()));
      }
    }
    return latency(answers, answer -> true);
  }

  static Latency latency(List<Answer> answers, Predicate<Answer> which) {
    Histogram histogram = Latency.histogram();
    answers.stream().filter(which).forEach(answer -> histogram.recordValue(answer.took()));
    return Latency.of(histogram);
  }
}
