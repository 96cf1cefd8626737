package io.fanfare.cli.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.cli.search.Elasticsearch;
import io.fanfare.cli.search.ServedIndex;
import io.fanfare.cli.views.CapturedPosition;
import io.fanfare.cli.views.ViewProgress;
import io.fanfare.local.SearchGenerations;
import io.fanfare.local.SearchGenerations.Generation;
import io.fanfare.local.StackAddresses;
import io.fanfare.local.StackException;
import io.fanfare.local.StackHome;
import io.fanfare.local.supervisor.DetachedStack;
import io.fanfare.schemas.progress.Views;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.search.Indices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Builds the next generation of the search indices from the broadcast, while the one that is served
 * stays in step with the source; so does the new one from then on, each by a job of its own. What
 * is done already says where to go on: the generations that the stack keeps, the indices that there
 * are, and the one behind the aliases.
 */
public final class SearchBackfill {

  /** The whole log may be the work of hours. */
  private static final Duration PATIENCE = Duration.ofHours(24);

  /** A stack in which a server was just killed takes a while. */
  private static final Duration JOB_PATIENCE = Duration.ofMinutes(5);

  private static final Duration SAYING = Duration.ofSeconds(5);
  private static final String REFRESH_INTERVAL = "index.refresh_interval";
  private static final String NEVER = "-1";
  private static final int LOOKS = 5;
  private static final long POLL_MILLIS = 200;

  private final StackAddresses addresses;
  private final StackHome home;
  private final SearchGenerations generations;
  private final Elasticsearch elasticsearch;
  private final ViewProgress views;
  private final Consumer<String> lines;

  /**
   * @param lines gets a line of text for each step
   */
  public SearchBackfill(
      StackAddresses addresses,
      StackHome home,
      Elasticsearch elasticsearch,
      Consumer<String> lines) {
    this.addresses = addresses;
    this.home = home;
    this.generations = new SearchGenerations(home);
    this.elasticsearch = elasticsearch;
    this.views = new ViewProgress(addresses.kafkaBootstrap());
    this.lines = lines;
  }

  /**
   * Builds the next generation, or goes on with one that was begun, and returns when it holds all
   * that the source says now.
   *
   * @param fromSavepoint whether it begins with what the job of the served one knows, and not with
   *     the log; of one that was begun it stays as it was
   * @return its name
   * @throws StackException if a former one is kept for a rollback
   */
  public String build(boolean fromSavepoint) throws InterruptedException {
    String served = served();
    Optional<String> begun = others(served).stream().findFirst();
    String next = begun.orElse(Indices.next(served));
    requireNewer(served, next);
    if (begun.isPresent()) {
      makeIndices(next);
      say("going on with %s; searches go on in %s", next, served);
    } else {
      // What another left under this name is of a job that is gone, and nobody would correct it.
      removeIndices(next);
      makeIndices(next);
      generations.add(new Generation(next, fromSavepoint ? served : null));
      say(
          "%s is being built from %s; searches go on in %s",
          next, fromSavepoint ? "a savepoint of the job of " + served : "the log", served);
    }
    // A marker that the savepoint has behind it never comes.
    await(next, Boolean.TRUE::equals, "start");
    awaitAllOfNow(Set.of(next), served);
    refreshLike(served, next);
    return next;
  }

  private static void requireNewer(String served, String next) {
    if (!Indices.isNewer(next, served)) {
      throw new StackException(
          "%s is served and %s is kept for a rollback: first `fanfare backfill search --finish`"
                  .formatted(served, next)
              + " or `--rollback`.");
    }
  }

  /**
   * Compares the new generation with the served one, and looks again where they differ: both follow
   * the source, each in its own time.
   *
   * @return what differs; nothing if they say the same
   */
  public List<String> compare(String next) throws InterruptedException {
    String served = served();
    IndexComparison comparison = new IndexComparison(elasticsearch, served, next);
    comparison.begin();
    for (int look = 0; look < LOOKS && !comparison.isOver(); look++) {
      awaitAllOfNow(Set.of(served, next), served);
      comparison.lookAgain();
    }
    comparison.lines().forEach(lines);
    return comparison.differences();
  }

  /** Has searches go to a generation from now on, all kinds of documents at once. */
  public void serve(String next) {
    String served = served();
    if (served.equals(next)) {
      return;
    }
    List<Map<String, Object>> actions = new ArrayList<>();
    for (DocumentKind kind : DocumentKind.values()) {
      String alias = Indices.alias(kind);
      Map<String, Object> added =
          Map.of(
              "index",
              Indices.index(kind, next),
              "alias",
              alias,
              "filter",
              Indices.FOUND_ONLY.get("filter"));
      actions.add(Map.of("remove", Map.of("index", Indices.index(kind, served), "alias", alias)));
      actions.add(Map.of("add", added));
    }
    elasticsearch.ask("POST", "/_aliases", Map.of("actions", actions));
    say("searches go to %s; %s is kept in step", next, served);
  }

  /** Goes back to the generation that was served before. */
  public void rollBack() {
    String served = served();
    String former =
        others(served).stream()
            .filter(name -> !Indices.isNewer(name, served))
            .findFirst()
            .orElseThrow(
                () ->
                    new StackException(
                        "There is no former generation to go back to: %s is served."
                            .formatted(served)));
    serve(former);
  }

  /** Ends the jobs of all generations but the served one, and removes their indices. */
  public void finish() throws InterruptedException {
    String served = served();
    for (String other : others(served)) {
      generations.remove(other);
      await(other, Objects::isNull, "end");
    }
    for (String index : indices()) {
      if (!isOf(index, served)) {
        elasticsearch.ask("DELETE", "/" + index, null);
        say("%s is removed", index);
      }
    }
  }

  /**
   * The stack's supervisor starts the job of a generation, and ends it when nobody wants it.
   *
   * @param condition on whether the job runs; null while there is none
   */
  private void await(String generation, Predicate<@Nullable Boolean> condition, String what)
      throws InterruptedException {
    long began = System.nanoTime();
    while (!condition.test(runs(Views.search(generation)))) {
      if (System.nanoTime() - began > JOB_PATIENCE.toNanos()) {
        throw new StackException(
            "The job of %s did not %s within %d minutes: `fanfare status` says how the jobs are."
                .formatted(generation, what, JOB_PATIENCE.toMinutes()));
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private @Nullable Boolean runs(String job) {
    return new DetachedStack(home)
        .state()
        .map(state -> state.jobs().get(job))
        .map("RUNNING"::equals)
        .orElse(null);
  }

  private List<String> indices() {
    String all =
        Arrays.stream(DocumentKind.values())
            .map(kind -> Indices.alias(kind) + "-*")
            .collect(Collectors.joining(","));
    List<String> names = new ArrayList<>();
    elasticsearch.ask("GET", "/" + all + "/_alias", null).fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static boolean isOf(String index, String generation) {
    return Arrays.stream(DocumentKind.values())
        .anyMatch(kind -> index.equals(Indices.index(kind, generation)));
  }

  private void removeIndices(String generation) {
    for (DocumentKind kind : DocumentKind.values()) {
      elasticsearch.ask("DELETE", "/" + Indices.index(kind, generation), null);
    }
  }

  private void makeIndices(String generation) {
    for (DocumentKind kind : DocumentKind.values()) {
      String index = Indices.index(kind, generation);
      if (elasticsearch.ask("GET", "/" + index, null).isMissingNode()) {
        elasticsearch.ask("PUT", "/" + index, Map.of("settings", refreshEvery(NEVER)));
      }
    }
  }

  /** Nobody searches what is being built, and each refresh costs it time. */
  private void refreshLike(String served, String next) {
    for (DocumentKind kind : DocumentKind.values()) {
      String index = Indices.index(kind, served);
      String interval =
          elasticsearch
              .ask("GET", "/" + index + "/_settings/" + REFRESH_INTERVAL + "?flat_settings", null)
              .path(index)
              .path("settings")
              .path(REFRESH_INTERVAL)
              .asText();
      elasticsearch.ask(
          "PUT", "/" + Indices.index(kind, next) + "/_settings", refreshEvery(interval));
    }
  }

  private static Map<String, Object> refreshEvery(String interval) {
    return Map.of(REFRESH_INTERVAL, interval);
  }

  private void awaitAllOfNow(Set<String> names, String served) throws InterruptedException {
    new CapturedPosition(addresses).await(PATIENCE);
    Set<String> waited = names.stream().map(Views::search).collect(Collectors.toSet());
    views.await(waited, PATIENCE, new Watch(names, served));
    for (String name : names) {
      refresh(name);
    }
  }

  private void refresh(String generation) {
    for (DocumentKind kind : DocumentKind.values()) {
      elasticsearch.ask("POST", "/" + Indices.index(kind, generation) + "/_refresh", null);
    }
  }

  private long documents(String generation) {
    String all =
        Arrays.stream(DocumentKind.values())
            .map(kind -> Indices.index(kind, generation))
            .collect(Collectors.joining(","));
    JsonNode count = elasticsearch.ask("GET", "/" + all + "/_count", null);
    return count.path("count").asLong();
  }

  private String served() {
    return ServedIndex.generation(elasticsearch);
  }

  private List<String> others(String served) {
    return generations.all().stream()
        .map(Generation::name)
        .filter(name -> !name.equals(served))
        .toList();
  }

  private void say(String line, Object... values) {
    lines.accept(String.format(Locale.ROOT, line, values));
  }

  /** Says how far a generation is while somebody waits for it. */
  private final class Watch implements Runnable {

    private final Set<String> names;
    private final String served;
    private long said = System.nanoTime();
    private long seen;

    Watch(Set<String> names, String served) {
      this.names = names;
      this.served = served;
    }

    @Override
    public void run() {
      long time = System.nanoTime();
      if (time - said < SAYING.toNanos()) {
        return;
      }
      for (String name : names) {
        if (!name.equals(served)) {
          refresh(name);
          long documents = documents(name);
          say(
              "%s: %,d documents of about %,d, %,.0f/s",
              name, documents, documents(served), (documents - seen) / ((time - said) / 1e9));
          seen = documents;
        }
      }
      said = time;
    }
  }
}
