package io.fanfare.local;

import com.fasterxml.jackson.core.type.TypeReference;
import io.fanfare.ops.backfill.DashboardRebuild;
import io.fanfare.ops.backfill.JobRequest;
import io.fanfare.ops.backfill.SearchBuild;
import io.fanfare.ops.backfill.SearchRebuild;
import io.fanfare.ops.backfill.StatsRebuild;
import io.fanfare.schemas.JobNames;
import io.fanfare.schemas.search.Indices;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The jobs that backfills request: one for each generation of the search indices, and the rebuilds
 * of stats, of dashboards and of search. Commands change the requests. The stack's supervisor
 * starts and ends jobs accordingly.
 */
public final class RequestedJobs {

  /** The file with the runs of the jobs, in the data of a home. */
  public static final String RUNS = "jobs.json";

  private static final String SEARCH = JobNames.search("");

  private final JsonFile<List<SearchBuild>> generations;
  private final JsonFile<StatsRebuild> stats;
  private final JsonFile<DashboardRebuild> dashboards;
  private final JsonFile<SearchRebuild> search;

  /** The runs of the jobs that the home has had, by their names. */
  private final JsonFile<Map<String, Object>> runs;

  public RequestedJobs(StackHome home) {
    this.generations =
        new JsonFile<>(home.data("search-generations.json"), new TypeReference<>() {});
    this.stats = new JsonFile<>(home.data("stats-rebuild.json"), new TypeReference<>() {});
    this.dashboards = new JsonFile<>(home.data("dashboard-rebuild.json"), new TypeReference<>() {});
    this.search = new JsonFile<>(home.data("search-rebuild.json"), new TypeReference<>() {});
    this.runs = new JsonFile<>(home.data(RUNS), new TypeReference<>() {});
  }

  /**
   * The generations of search. If no command has requested any, it is the one that the home began
   * with: the first one of an earlier release may have another name than that of this release.
   */
  public List<SearchBuild> generations() {
    return generations.read().orElseGet(() -> List.of(new SearchBuild(begun(), null)));
  }

  private String begun() {
    return runs.read().orElse(Map.of()).keySet().stream()
        .filter(job -> job.startsWith(SEARCH))
        .map(job -> job.substring(SEARCH.length()))
        .filter(Indices::isGeneration)
        .findFirst()
        .orElse(Indices.FIRST_GENERATION);
  }

  public List<JobRequest> all() {
    List<JobRequest> all = new ArrayList<>(generations());
    stats.read().ifPresent(all::add);
    dashboards.read().ifPresent(all::add);
    search.read().ifPresent(all::add);
    return all;
  }

  /** Adds a request, unless there is one for a job of the same name. */
  public void add(JobRequest request) {
    if (all().stream().anyMatch(other -> other.job().equals(request.job()))) {
      return;
    }
    if (request instanceof SearchBuild build) {
      List<SearchBuild> more = new ArrayList<>(generations());
      more.add(build);
      generations.write(more);
    } else if (request instanceof StatsRebuild rebuild) {
      stats.write(rebuild);
    } else if (request instanceof DashboardRebuild rebuild) {
      dashboards.write(rebuild);
    } else if (request instanceof SearchRebuild rebuild) {
      search.write(rebuild);
    }
  }

  public void remove(JobRequest request) {
    if (request instanceof SearchBuild) {
      generations.write(
          generations().stream().filter(build -> !build.job().equals(request.job())).toList());
    } else if (request instanceof StatsRebuild) {
      stats.remove();
    } else if (request instanceof SearchRebuild) {
      search.remove();
    } else {
      dashboards.remove();
    }
  }
}
