package io.fanfare.local.pipeline;

import io.fanfare.api.availability.UnavailableException;
import io.fanfare.local.RequestedJobs;
import io.fanfare.local.StackAddresses;
import io.fanfare.local.StackSettings;
import io.fanfare.ops.backfill.SearchBuild;
import io.fanfare.ops.search.Elasticsearch;
import io.fanfare.ops.search.RejectingIndex;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what makes a search job wait: an index that accepts no documents. */
final class SearchCheck implements Watch.Check, AutoCloseable {

  private final StackSettings settings;
  private @Nullable Elasticsearch elasticsearch;

  SearchCheck(StackSettings settings) {
    this.settings = settings;
  }

  /** Whether the stack has search indices. */
  boolean isNeeded() {
    return settings.extent().searches();
  }

  @Override
  public String run() {
    if (elasticsearch == null) {
      elasticsearch = new Elasticsearch(new StackAddresses(settings).access().requireSearch());
    }
    try {
      for (SearchBuild build : new RequestedJobs(settings.home()).generations()) {
        Optional<String> problem = RejectingIndex.find(elasticsearch, build.name());
        if (problem.isPresent()) {
          return "job %s waits: %s".formatted(build.job(), problem.get());
        }
      }
      return "";
    } catch (UnavailableException e) {
      return e.reason();
    }
  }

  @Override
  public void close() {
    if (elasticsearch != null) {
      elasticsearch.close();
    }
  }
}
