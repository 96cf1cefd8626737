package io.fanfare.local;

import com.fasterxml.jackson.core.type.TypeReference;
import io.fanfare.ops.backfill.JobRequest;
import io.fanfare.ops.backfill.SearchBuild;
import io.fanfare.ops.backfill.StatsRebuild;
import io.fanfare.schemas.search.Indices;
import java.util.ArrayList;
import java.util.List;

/**
 * The jobs that backfills request: one for each generation of the search indices, and the rebuild
 * of stats. Commands change the requests. The stack's supervisor starts and ends jobs accordingly.
 */
public final class RequestedJobs {

  private final JsonFile<List<SearchBuild>> generations;
  private final JsonFile<StatsRebuild> rebuild;

  public RequestedJobs(StackHome home) {
    this.generations =
        new JsonFile<>(home.data("search-generations.json"), new TypeReference<>() {});
    this.rebuild = new JsonFile<>(home.data("stats-rebuild.json"), new TypeReference<>() {});
  }

  /** The generations of search; only the first one if no command has requested others. */
  public List<SearchBuild> generations() {
    return generations.read().orElse(List.of(new SearchBuild(Indices.FIRST_GENERATION, null)));
  }

  public List<JobRequest> all() {
    List<JobRequest> all = new ArrayList<>(generations());
    rebuild.read().ifPresent(all::add);
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
    } else if (request instanceof StatsRebuild stats) {
      rebuild.write(stats);
    }
  }

  public void remove(JobRequest request) {
    if (request instanceof SearchBuild) {
      generations.write(
          generations().stream().filter(build -> !build.job().equals(request.job())).toList());
    } else {
      rebuild.remove();
    }
  }
}
