package io.fanfare.api.dashboard;

import io.fanfare.schemas.dashboard.Activity;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The store of dashboard entries. A result fails with an {@link
 * io.fanfare.api.availability.UnavailableException} while the store is absent or too busy.
 */
public interface DashboardStore {

  /**
   * The months, as 202611, in which a recipient has or had entries; newest first.
   *
   * @param oldest the first month to return
   * @param newest the last month to return
   */
  CompletionStage<List<Integer>> months(long recipientId, int oldest, int newest);

  /**
   * A month's entries, newest first.
   *
   * @param olderThan the entry after which they begin; null for the month's newest
   * @param limit most entries to return: if fewer are returned, the month has no more
   */
  CompletionStage<List<Activity>> entries(
      long recipientId, int month, @Nullable Activity olderThan, int limit);
}
