package io.fanfare.api.models;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Finds users, for the sign-in of a local stack. Results fail with an {@link
 * io.fanfare.api.availability.UnavailableException} while the source is absent or too busy.
 */
public interface UserDirectory {

  /** Ids of users who follow many, among those with the lowest ids, so that it stays quick. */
  CompletionStage<List<Long>> listeners(int limit);

  /**
   * Ids of users whose name begins with a text, lowest first; upper and lower case are the same.
   */
  CompletionStage<List<Long>> named(String prefix, int limit);

  /** How many each of these users follows; those who follow nobody are left out. */
  CompletionStage<Map<Long, Integer>> followings(Collection<Long> ids);
}
