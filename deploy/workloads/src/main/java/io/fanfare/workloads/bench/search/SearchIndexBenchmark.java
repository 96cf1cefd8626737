package io.fanfare.workloads.bench.search;

import io.fanfare.local.StackSettings;
import io.fanfare.local.supervisor.LocalJobControl;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.backfill.SearchBackfill;
import io.fanfare.ops.search.Elasticsearch;
import io.fanfare.ops.search.ServedIndex;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.User;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.search.Indices;
import io.fanfare.workloads.bench.kit.Latency;
import io.fanfare.workloads.bench.kit.Machine;
import io.fanfare.workloads.bench.kit.Names;
import io.fanfare.workloads.bench.kit.OpenLoop;
import io.fanfare.workloads.source.ApplicationConnection;
import io.fanfare.workloads.source.InsertRows;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;
import org.jspecify.annotations.Nullable;

/** The search job against raw bulk requests, freshness, and searches beside it. */
public final class SearchIndexBenchmark {

  private static final int CLIENTS = 16;
  private static final int FIRST = 10;
  private static final long POLL_MILLIS = 10;
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final StackSettings settings;
  private final long seed;
  private final Consumer<String> lines;

  public SearchIndexBenchmark(StackSettings settings, long seed, Consumer<String> lines) {
    this.settings = settings;
    this.seed = seed;
    this.lines = lines;
  }

  /** Runs it, on a home that is empty before and after. */
  public SearchIndexReport run(Names names, double searchesPerSecond, Duration length)
      throws IOException, InterruptedException, SQLException {
    Machine machine = Machine.now();
    settings.home().wipe();
    try (SearchStack stack = new SearchStack(settings, lines)) {
      stack.write(names);
      SplittableRandom random = new SplittableRandom(seed);
      stack.progress().report("warm-up: through the job");
      throughput(stack);
      stack.progress().report("through the job");
      double perSecond = throughput(stack);
      stack.progress().report("raw bulk requests");
      RawDocuments raw = new RawDocuments(stack.elasticsearch());
      double rawPerSecond = raw.perSecond();
      stack.progress().report("searches: %.0f/s", searchesPerSecond);
      SearchClient client = stack.client();
      searches(client, names, searchesPerSecond, lasting(WARM_UP), random);
      Latency alone = searches(client, names, searchesPerSecond, lasting(length), random);
      stack.progress().report("from commit until it is found");
      Latency freshness = freshness(stack, names.all().size(), length);
      stack.progress().report("searches beside indexing");
      CompletableFuture<Double> indexing =
          CompletableFuture.supplyAsync(() -> throughputAgain(stack));
      Latency beside = searches(client, names, searchesPerSecond, indexing::isDone, random);
      indexing.get();
      return new SearchIndexReport(
          machine, raw.documents(), perSecond, rawPerSecond, freshness, alone, beside);
    } catch (ExecutionException e) {
      throw new OperationException("The indices could not be built: " + e.getMessage(), e);
    } finally {
      settings.home().wipe();
    }
  }

  private static double throughputAgain(SearchStack stack) {
    try {
      return throughput(stack);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationException("Interrupted.", e);
    }
  }

  /** Builds a generation from the log, and removes it: documents a second from first to last. */
  private static double throughput(SearchStack stack) throws InterruptedException {
    Elasticsearch elasticsearch = stack.elasticsearch();
    SearchBackfill backfill =
        new SearchBackfill(
            stack.addresses().access(),
            new LocalJobControl(stack.settings().home()),
            elasticsearch,
            line -> {});
    String next = Indices.next(ServedIndex.generation(elasticsearch));
    CompletableFuture<Long> first = CompletableFuture.supplyAsync(() -> awaitFirst(stack, next));
    backfill.build(false);
    long took = System.nanoTime() - first.join();
    long documents = 0;
    for (DocumentKind kind : DocumentKind.values()) {
      documents += count(elasticsearch, Indices.index(kind, next));
    }
    backfill.finish();
    return documents / (took / 1e9);
  }

  private static long awaitFirst(SearchStack stack, String generation) {
    String index = Indices.index(DocumentKind.USER, generation);
    await(
        () ->
            stack
                    .elasticsearch()
                    .ask("GET", "/" + index + "/_stats/indexing", null)
                    .at("/_all/primaries/indexing/index_total")
                    .asLong()
                > 0);
    return System.nanoTime();
  }

  private static long count(Elasticsearch elasticsearch, String index) {
    return elasticsearch.ask("GET", "/" + index + "/_count", null).path("count").asLong();
  }

  private static void await(BooleanSupplier condition) {
    try {
      while (!condition.getAsBoolean()) {
        Thread.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationException("Interrupted.", e);
    }
  }

  private static BooleanSupplier lasting(Duration length) {
    long end = System.nanoTime() + length.toNanos();
    return () -> System.nanoTime() - end > 0;
  }

  /** Searches for names at random times, each measured from when it was due. */
  private static Latency searches(
      SearchClient client,
      Names names,
      double perSecond,
      BooleanSupplier over,
      SplittableRandom random)
      throws InterruptedException {
    Histogram histogram = new SynchronizedHistogram(Latency.histogram());
    AtomicReference<@Nullable Exception> problem = new AtomicReference<>();
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    new OpenLoop(perSecond, random)
        .runWhile(
            due -> !over.getAsBoolean(),
            due -> {
              String name = names.all().get(random.nextInt(names.all().size()));
              DocumentKind kind = random.nextBoolean() ? DocumentKind.TRACK : DocumentKind.USER;
              clients.execute(
                  () -> {
                    try {
                      client.first(kind, name, FIRST);
                      histogram.recordValue(System.nanoTime() - due);
                    } catch (IOException | InterruptedException | RuntimeException e) {
                      problem.compareAndSet(null, e);
                    }
                  });
            });
    clients.shutdown();
    if (!clients.awaitTermination(1, TimeUnit.MINUTES) || problem.get() != null) {
      throw new OperationException("A search was not answered: " + problem.get());
    }
    return Latency.of(histogram);
  }

  /** Users are made one after the other, and each is searched for until it is found. */
  private static Latency freshness(SearchStack stack, int names, Duration length)
      throws IOException, InterruptedException, SQLException {
    Histogram histogram = Latency.histogram();
    SearchClient client = stack.client();
    BooleanSupplier over = lasting(length);
    try (Connection source = ApplicationConnection.open(stack.addresses())) {
      for (long id = names + 1; !over.getAsBoolean(); id++) {
        String name = "user " + id;
        InsertRows<User> users = new InsertRows<>(source, Model.USER, 1);
        users.add(Names.user(id, name, Micros.of(Instant.now())));
        long committed = System.nanoTime();
        while (!client.first(DocumentKind.USER, name, 1).contains(name)) {
          if (System.nanoTime() - committed > PATIENCE.toNanos()) {
            throw new OperationException(name + " is not found.");
          }
          Thread.sleep(POLL_MILLIS);
        }
        histogram.recordValue(System.nanoTime() - committed);
      }
    }
    return Latency.of(histogram);
  }
}
