package io.fanfare.ops.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.progress.CapturedPosition;
import io.fanfare.ops.progress.ViewProgress;
import io.fanfare.ops.search.Elasticsearch;
import io.fanfare.ops.search.ServedIndex;
import io.fanfare.ops.terminal.Lines;
import io.fanfare.schemas.progress.Views;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.search.Indices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Builds the next generation of the search indices from the broadcast, while the one that is served
 * stays in step with the source; so does the new one from then on, each by a job of its own. What
 * is done already says where to go on: the generations that the stack keeps, the indices that there
 * are, and the one behind the aliases.
 */
public final class SearchBackfill {

  /** The whole log may be the work of hours. */
  private static final Duration PATIENCE = Duration.ofHours(24);

  private static final Duration REPORTING = Duration.ofSeconds(5);
  private static final String REFRESH_INTERVAL = "index.refresh_interval";
  private static final String NEVER = "-1";
  private static final int LOOKS = 5;

  private final PipelineAccess pipeline;
  private final JobControl jobs;
  private final Elasticsearch elasticsearch;
  private final ViewProgress views;
  private final Lines lines;

  /**
   * @param lines gets a line of text for each step
   */
  public SearchBackfill(
      PipelineAccess pipeline,
      JobControl jobs,
      Elasticsearch elasticsearch,
      Consumer<String> lines) {
    this.pipeline = pipeline;
    this.jobs = jobs;
    this.elasticsearch = elasticsearch;
    this.views = new ViewProgress(pipeline.kafkaBootstrap());
    this.lines = new Lines(lines);
  }

  /**
   * Builds the next generation, or goes on with one that was begun, and returns when it holds all
   * that the source says now.
   *
   * @param fromSavepoint whether it begins with what the job of the served one knows, and not with
   *     the log; of one that was begun it stays as it was
   * @return its name
   * @throws OperationException if a former one is kept for a rollback
   */
  public String build(boolean fromSavepoint) throws InterruptedException {
    String served = served();
    Optional<SearchBuild> begun = others(served).stream().findFirst();
    String next = begun.map(SearchBuild::name).orElse(Indices.next(served));
    requireNewer(served, next);
    if (begun.isPresent()) {
      makeIndices(next);
      lines.print("going on with %s; searches go on in %s", next, served);
    } else {
      // What another left under this name is of a job that is gone, and nobody would correct it.
      removeIndices(next);
      makeIndices(next);
      lines.print(
          "%s is being built from %s; searches go on in %s",
          next, fromSavepoint ? "a savepoint of the job of " + served : "the log", served);
    }
    // A marker that is appended before the savepoint would never come.
    jobs.start(begun.orElse(new SearchBuild(next, fromSavepoint ? served : null)));
    awaitAllOfNow(Set.of(next), served);
    refreshLike(served, next);
    return next;
  }

  private static void requireNewer(String served, String next) {
    if (!Indices.isNewer(next, served)) {
      throw new OperationException(
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
    comparison.lines().forEach(lines.out());
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
    lines.print("searches go to %s; %s is kept in step", next, served);
  }

  /** Goes back to the generation that was served before. */
  public void rollBack() throws InterruptedException {
    String served = served();
    String former =
        others(served).stream()
            .map(SearchBuild::name)
            .filter(name -> !Indices.isNewer(name, served))
            .findFirst()
            .orElseThrow(
                () ->
                    new OperationException(
                        "There is no former generation to go back to: %s is served."
                            .formatted(served)));
    serve(former);
  }

  /** Ends the jobs of all generations but the served one, and removes their indices. */
  public void finish() throws InterruptedException {
    String served = served();
    for (SearchBuild other : others(served)) {
      jobs.stop(other);
    }
    for (String index : indices()) {
      if (!isOf(index, served)) {
        elasticsearch.ask("DELETE", "/" + index, null);
        lines.print("%s is removed", index);
      }
    }
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
    new CapturedPosition(pipeline).await(PATIENCE);
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

  private List<SearchBuild> others(String served) throws InterruptedException {
    return jobs.started().stream()
        .filter(SearchBuild.class::isInstance)
        .map(SearchBuild.class::cast)
        .filter(build -> !build.name().equals(served))
        .toList();
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
      if (time - said < REPORTING.toNanos()) {
        return;
      }
      for (String name : names) {
        if (!name.equals(served)) {
          refresh(name);
          long documents = documents(name);
          lines.print(
              "%s: %,d documents of about %,d, %,.0f/s",
              name, documents, documents(served), (documents - seen) / ((time - said) / 1e9));
          seen = documents;
        }
      }
      said = time;
    }
  }
}
