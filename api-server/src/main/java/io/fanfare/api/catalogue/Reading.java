package io.fanfare.api.catalogue;

import io.fanfare.api.availability.Deadline;
import io.fanfare.api.edge.Dependencies;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * The reading for one answer.
 *
 * @param dependencies notes what is read
 * @param deadline by which it must be complete
 */
public record Reading(Dependencies dependencies, Deadline deadline) {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** The reading for an answer that a cache may keep. */
  static Reading begin(Dependencies dependencies) {
    return new Reading(dependencies, Deadline.in(PATIENCE));
  }

  /** The reading for an answer that no cache keeps. */
  public static Reading forPrivateAnswer(Deadline deadline) {
    return new Reading(Dependencies.ofPrivateAnswer(), deadline);
  }

  <T> T await(CompletionStage<T> result, String name) {
    return deadline.await(result, name);
  }
}
