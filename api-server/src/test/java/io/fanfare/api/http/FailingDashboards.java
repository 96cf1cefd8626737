package io.fanfare.api.http;

import io.fanfare.api.dashboard.DashboardStore;
import io.fanfare.schemas.dashboard.Activity;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A store that fails. */
record FailingDashboards(RuntimeException failure) implements DashboardStore {

  @Override
  public CompletionStage<List<Integer>> months(long recipientId, int oldest, int newest) {
    return CompletableFuture.failedFuture(failure);
  }

  @Override
  public CompletionStage<List<Activity>> entries(
      long recipientId, int month, @Nullable Activity olderThan, int limit) {
    return CompletableFuture.failedFuture(failure);
  }
}
