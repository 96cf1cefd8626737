package io.fanfare.workloads.bench.queue;

import io.fanfare.ops.OperationException;
import io.fanfare.workloads.bench.kit.OpenLoop;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Clients that send requests to one server, or to several in turn. */
final class Clients {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<String> origins;
  private final SplittableRandom random;
  private int next;

  /**
   * @param random draws the times of requests
   */
  Clients(List<String> origins, SplittableRandom random) {
    this.origins = List.copyOf(origins);
    this.random = random;
  }

  /**
   * Sends requests at random times with a mean rate, and does not wait for answers.
   *
   * @param requests asked for each, by one thread
   * @return all answers, in the order of the requests
   */
  List<Answer> openLoop(double perSecond, Duration length, Supplier<Request> requests)
      throws InterruptedException {
    Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    List<CompletableFuture<?>> sent = new ArrayList<>();
    new OpenLoop(perSecond, random)
        .<RuntimeException>run(length, due -> sent.add(send(due, requests.get(), answers)));
    await(sent, PATIENCE);
    return answers.stream().sorted(Comparator.comparingLong(Answer::due)).toList();
  }

  /**
   * Has a number of clients send a request whenever they have their last answer.
   *
   * @return all answers, by the time when they came
   */
  List<Answer> closedLoop(int clients, Duration length, Supplier<Request> requests)
      throws InterruptedException {
    Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    long end = System.nanoTime() + length.toNanos();
    List<CompletableFuture<?>> all = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    for (int client = 0; client < clients; client++) {
      all.add(CompletableFuture.runAsync(() -> sendUntil(end, requests, answers), threads));
    }
    threads.shutdown();
    await(all, length.plus(PATIENCE));
    return answers.stream().sorted(Comparator.comparingLong(Answer::end)).toList();
  }

  private void sendUntil(long end, Supplier<Request> requests, Queue<Answer> answers) {
    for (long now = System.nanoTime(); now - end < 0; now = System.nanoTime()) {
      send(now, nextOf(requests), answers).join();
    }
  }

  private synchronized Request nextOf(Supplier<Request> requests) {
    return requests.get();
  }

  private CompletableFuture<?> send(long due, Request request, Queue<Answer> answers) {
    return http.sendAsync(to(nextOrigin(), request), BodyHandlers.discarding())
        .handle(
            (answer, failure) ->
                answers.add(
                    new Answer(due, request.service(), System.nanoTime() - due, status(answer))));
  }

  private synchronized String nextOrigin() {
    String origin = origins.get(next);
    next = (next + 1) % origins.size();
    return origin;
  }

  private static HttpRequest to(String origin, Request request) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(origin + request.path())).timeout(PATIENCE);
    request.headers().forEach(builder::header);
    return builder.build();
  }

  private static int status(@Nullable HttpResponse<Void> answer) {
    return answer == null ? 0 : answer.statusCode();
  }

  private static void await(List<CompletableFuture<?>> all, Duration patience)
      throws InterruptedException {
    try {
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
          .get(patience.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new OperationException("Not every request was answered within two minutes.", e);
    }
  }
}
