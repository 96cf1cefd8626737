package io.fanfare.workloads.bench.queue;

import io.fanfare.ops.OperationException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Measures how long requests wait, beside what theory expects of the measured service times. */
final class Waits {

  /** More than enough for no slot to be free. */
  private static final int CLIENTS_OF_SLOT = 4;

  /** Where nearly every request finds a free slot. */
  private static final double LOW_LOAD = 0.2;

  /** The first part of a run, in which the queue is shorter than later. */
  private static final int BEGINNING = 10;

  private static final double NANOS = 1e9;
  private static final double NANOS_A_MILLI = 1e6;

  private final Clients clients;
  private final int slots;
  private final String name;
  private final double meanSeconds;
  private final Supplier<Request> requests;

  /** For which a request holds its slot besides the time of its server, ns. */
  private final double hop;

  /** What a request takes that neither waits nor is worked on, ns. */
  private final double idle;

  /**
   * Measures first what lies between client and server.
   *
   * @param slots of all servers together
   * @param name of the kind of service times
   */
  Waits(
      Clients clients,
      int slots,
      String name,
      ServiceTimes times,
      double meanSeconds,
      SplittableRandom random,
      Duration length)
      throws InterruptedException {
    this.clients = clients;
    this.slots = slots;
    this.name = name;
    this.meanSeconds = meanSeconds;
    this.requests = () -> Request.timed(times.next(random));
    this.hop = hop(slots, clients.closedLoop(CLIENTS_OF_SLOT * slots, length, requests));
    this.idle = idle(clients.openLoop(perSecond(LOW_LOAD), length, requests));
  }

  /**
   * How long a request holds its slot besides the time of its server, ns. While no slot is ever
   * free, it is the part of the slots' time in which no server worked. Of a request that began
   * before or ended after that, only the part within counts.
   *
   * @param answers of clients who all sent until the last request, by the time when they came
   */
  static double hop(int slots, List<Answer> answers) {
    long from = answers.get(answers.size() / BEGINNING).end();
    long until = answers.stream().mapToLong(Answer::due).reduce(from, Math::max);
    long worked = 0;
    int ended = 0;
    for (Answer answer : answers) {
      worked +=
          Math.max(
              0, Math.min(answer.end(), until) - Math.max(answer.end() - answer.service(), from));
      ended += from < answer.end() && answer.end() <= until ? 1 : 0;
    }
    return (slots * (double) (until - from) - worked) / ended;
  }

  private double idle(List<Answer> answers) {
    IdealQueue queue = new IdealQueue(slots);
    return answers.stream()
        .filter(answer -> queue.waitOf(answer.due(), held(answer)) == 0)
        .mapToDouble(Answer::beside)
        .average()
        .orElseThrow();
  }

  /** How many requests a second are this part of what the slots can do. */
  private double perSecond(double load) {
    return load * slots / (meanSeconds + hop / NANOS);
  }

  /** Sends requests at random times for this part of what the slots can do. */
  WaitRow measure(double load, Duration length) throws InterruptedException {
    List<Answer> answers = clients.openLoop(perSecond(load), length, requests);
    if (!answers.stream().allMatch(Answer::isAccepted)) {
      throw new OperationException("A request was not answered with 200 although none is refused.");
    }
    IdealQueue queue = new IdealQueue(slots);
    List<Double> ideal =
        answers.stream().map(answer -> (double) queue.waitOf(answer.due(), held(answer))).toList();
    double service = mean(answers, this::held);
    double variance = mean(answers, answer -> Math.pow(held(answer) - service, 2));
    MultiServerQueue theory =
        new MultiServerQueue(
            slots,
            answers.size() / (double) length.toNanos() * NANOS,
            service / NANOS,
            variance / service / service);
    return new WaitRow(
        slots,
        name,
        theory.load(),
        service / NANOS_A_MILLI,
        theory.variation(),
        theory.meanWait() * NANOS / NANOS_A_MILLI,
        mean(settled(ideal), wait -> wait) / NANOS_A_MILLI,
        (mean(settled(answers), Answer::beside) - idle) / NANOS_A_MILLI);
  }

  private long held(Answer answer) {
    return answer.service() + (long) hop;
  }

  private static <T> List<T> settled(List<T> all) {
    return all.subList(all.size() / BEGINNING, all.size());
  }

  private static <T> double mean(List<T> all, ToDoubleFunction<T> value) {
    return all.stream().mapToDouble(value).average().orElseThrow();
  }
}
