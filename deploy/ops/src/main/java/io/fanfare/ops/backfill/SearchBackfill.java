package io.fanfare.ops.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.ops.Await;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.progress.CapturedPosition;
import io.fanfare.ops.progress.ViewProgress;
import io.fanfare.ops.search.Elasticsearch;
import io.fanfare.ops.search.ServedIndex;
import io.fanfare.ops.terminal.Lines;
import io.fanfare.schemas.JobNames;
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
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Builds the next generation of the search indices from `models`, while the served one follows the
 * source. Each generation has a job of its own, so both follow the source from then on. Nothing
 * records the progress of a backfill: the started jobs, the indices and the aliases show where to
 * continue.
 */
public final class SearchBackfill {

  /** The whole log may take hours. */
  private static final Duration PATIENCE = Duration.ofHours(24);

  private static final Duration REPORTING = Duration.ofSeconds(5);
  private static final String REFRESH_INTERVAL = "index.refresh_interval";
  private static final String NEVER = "-1";
  private static final int RECHECKS = 5;

  private final PipelineAccess pipeline;
  private final JobControl jobs;
  private final Elasticsearch elasticsearch;
  private final ViewProgress views;
  private final BatchRun<SearchRebuild> running;
  private final Lines lines;

  /**
   * @param lines receives a line of text for each step
   */
  public SearchBackfill(
      PipelineAccess pipeline,
      JobControl jobs,
      Elasticsearch elasticsearch,
      Consumer<String> lines) {
    this.pipeline = pipeline;
    this.jobs = jobs;
    this.elasticsearch = elasticsearch;
    this.views = new ViewProgress(pipeline.kafka());
    this.lines = new Lines(lines);
    this.running =
        new BatchRun<>(pipeline, jobs, this.lines, SearchRebuild.class, "", "elasticsearch");
  }

  /**
   * Builds the next generation, or continues one that was begun, and returns when it holds
   * everything that the source has now.
   *
   * @param fromSavepoint whether it starts from a savepoint of the served generation's job instead
   *     of the log; ignored if it was begun
   * @return its name
   * @throws OperationException if a former generation is kept for a rollback
   */
  public String build(boolean fromSavepoint) throws InterruptedException {
    String served = served();
    Optional<SearchBuild> begun = others(served).stream().findFirst();
    String next = begun.map(SearchBuild::name).orElse(Indices.next(served));
    requireNewer(served, next);
    Optional<SearchRebuild> filling = rebuildOf(next);
    boolean isContinued = begun.isPresent() || filling.isPresent();
    lines.print(
        isContinued
            ? "continuing with %s; searches still use %s"
            : "building %s; searches still use %s",
        next,
        served);
    SearchBuild build;
    if (begun.isPresent()) {
      build = begun.get();
      makeIndices(next);
    } else if (fromSavepoint || filling.isPresent()) {
      build =
          new SearchBuild(
              next, fill(filling.isPresent() ? filling.get() : beginToFill(next, served)));
    } else {
      build = new SearchBuild(next, null);
      renewIndices(next);
    }
    jobs.start(build);
    endRebuild();
    // A job that starts from a savepoint never reports a marker that was appended before it.
    jobs.awaitStarted(build);
    awaitCurrent(Set.of(next), served);
    refreshLike(served, next);
    return next;
  }

  /** Returns the savepoint once the indices have all of its documents. */
  private String fill(SearchRebuild rebuild) throws InterruptedException {
    running.await(rebuild);
    lines.print("%s has all documents of the savepoint", rebuild.generation());
    return rebuild.savepoint();
  }

  private SearchRebuild beginToFill(String next, String served) throws InterruptedException {
    String job = JobNames.search(served);
    String savepoint = new JobSavepoints(pipeline).of(job);
    lines.print("the job %s wrote the savepoint %s", job, savepoint);
    if (running.find().isPresent() || !others(served).isEmpty()) {
      throw new OperationException(
          "Another command has begun to build %s meanwhile: run the same command again to wait for it."
              .formatted(next));
    }
    renewIndices(next);
    return new SearchRebuild(savepoint, next);
  }

  private Optional<SearchRebuild> rebuildOf(String generation) throws InterruptedException {
    return running.find().filter(rebuild -> rebuild.generation().equals(generation));
  }

  private void endRebuild() throws InterruptedException {
    Optional<SearchRebuild> rebuild = running.find();
    if (rebuild.isPresent()) {
      jobs.stop(rebuild.get());
    }
  }

  private static void requireNewer(String served, String next) {
    if (!Indices.isNewer(next, served)) {
      throw new OperationException(
          "%s is served and %s is kept for a rollback: run `fanfare backfill search finish` or"
                  .formatted(served, next)
              + " `rollback` first.");
    }
  }

  /**
   * Compares the new generation with the served one, and rechecks what differs: both follow the
   * source, each in its own time.
   *
   * @return what differs, for people; empty if nothing does
   */
  public List<String> compare(String next) throws InterruptedException {
    String served = served();
    IndexComparison comparison = new IndexComparison(elasticsearch, served, next);
    comparison.begin();
    for (int check = 0; check < RECHECKS && !comparison.isOver(); check++) {
      awaitCurrent(Set.of(served, next), served);
      comparison.recheck();
    }
    comparison.lines().forEach(lines.out());
    return comparison.differences();
  }

  /** The generations, and the states of their jobs. */
  public BackfillStatus status() throws InterruptedException {
    String served = served();
    Map<String, String> generations = new TreeMap<>();
    for (JobRequest request : jobs.started()) {
      if (request instanceof SearchBuild build) {
        generations.put(
            build.name(),
            "%s, %,d documents, its job is %s"
                .formatted(
                    build.name().equals(served) ? "served" : "not served",
                    documents(build.name()),
                    jobs.state(build.job()).orElse("gone")));
      }
    }
    generations.putIfAbsent(served, "served, no job writes it");
    Optional<SearchRebuild> filling = running.find();
    return new BackfillStatus(
        generations,
        filling.isEmpty()
            ? null
            : "%s from %s".formatted(filling.get().generation(), filling.get().savepoint()));
  }

  /** Switches searches to a generation, all kinds of documents at once. */
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
    lines.print("searches now use %s; %s still follows the source", next, served);
  }

  /** What {@link #build} would do, in a line; it changes nothing. */
  public void planBuild(boolean fromSavepoint) throws InterruptedException {
    String served = served();
    Optional<SearchBuild> begun = others(served).stream().findFirst();
    String next = begun.map(SearchBuild::name).orElse(Indices.next(served));
    requireNewer(served, next);
    if (begun.isPresent() || rebuildOf(next).isPresent()) {
      lines.print("would continue with %s, compare, and switch searches from %s", next, served);
    } else {
      lines.print(
          "would build %s from %s, compare, and switch searches from %s",
          next, fromSavepoint ? "a savepoint of the job of " + served : "the log", served);
    }
  }

  /** What {@link #rollBack} would do, in a line. */
  public void planRollBack() throws InterruptedException {
    lines.print("searches would use %s, instead of %s", former(served()), served());
  }

  /** What {@link #finish} would do, a line for each job and index. */
  public void planFinish() throws InterruptedException {
    String served = served();
    if (running.find().isPresent()) {
      lines.print("the job %s would be stopped", JobNames.SEARCH_REBUILD);
    }
    for (SearchBuild other : others(served)) {
      lines.print("the job of %s would be stopped", other.name());
    }
    formerIndices(served).forEach(index -> lines.print("%s would be removed", index));
  }

  /** Switches searches back to the generation that was served before. */
  public void rollBack() throws InterruptedException {
    serve(former(served()));
  }

  private String former(String served) throws InterruptedException {
    return others(served).stream()
        .map(SearchBuild::name)
        .filter(name -> !Indices.isNewer(name, served))
        .findFirst()
        .orElseThrow(
            () ->
                new OperationException(
                    "There is no former generation to roll back to: %s is served."
                        .formatted(served)));
  }

  /** Ends the jobs of all generations except the served one, and removes their indices. */
  public void finish() throws InterruptedException {
    String served = served();
    endRebuild();
    for (SearchBuild other : others(served)) {
      jobs.stop(other);
    }
    List<String> former = formerIndices(served);
    for (String index : former) {
      elasticsearch.ask("DELETE", "/" + index, null);
      lines.print("removed %s", index);
    }
    if (former.isEmpty()) {
      lines.print("there is nothing to remove: %s is served, and there is no other", served);
    }
  }

  private List<String> formerIndices(String served) {
    return indices().stream().filter(index -> !isOf(index, served)).toList();
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

  /** Indices of this name are left from a job that is gone: nothing would correct them. */
  private void renewIndices(String generation) {
    removeIndices(generation);
    makeIndices(generation);
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

  /**
   * Gives the new indices the refresh interval of the served ones. During the build they are not
   * refreshed: nothing searches them, and each refresh costs time.
   */
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

  private void awaitCurrent(Set<String> names, String served) throws InterruptedException {
    new CapturedPosition(pipeline).await(PATIENCE);
    Set<String> awaited = names.stream().map(Views::search).collect(Collectors.toSet());
    views.await(awaited, PATIENCE, new Watch(names, served));
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

  /** Reports how far a generation is while its build is awaited. */
  private final class Watch implements Await.Meanwhile {

    private final Set<String> names;
    private final String served;
    private long reported = System.nanoTime();
    private long seen;

    Watch(Set<String> names, String served) {
      this.names = names;
      this.served = served;
    }

    @Override
    public void run(Supplier<String> behind) throws InterruptedException {
      long time = System.nanoTime();
      if (time - reported < REPORTING.toNanos()) {
        return;
      }
      for (String name : names) {
        if (!name.equals(served)) {
          jobs.requireAlive(new SearchBuild(name, null));
          refresh(name);
          long documents = documents(name);
          lines.print(
              "%s: %,d documents of about %,d, %,.0f/s",
              name, documents, documents(served), (documents - seen) / ((time - reported) / 1e9));
          seen = documents;
        }
      }
      reported = time;
    }
  }
}
