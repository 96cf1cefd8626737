package io.fanfare.jobs.fanout.domain;

import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.Cause;
import io.fanfare.schemas.dashboard.EntryOperation;
import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.dashboard.FanOutChunkRule;
import io.fanfare.schemas.dashboard.Lane;
import java.util.Arrays;
import java.util.List;

/** Makes fan-out chunks: one activity for many recipients, or many activities for one. */
final class Chunks {

  /** The most entries of an interactive command. */
  static final int MOST_INTERACTIVE = 1_000;

  private Chunks() {}

  /** The lane of a command: its size decides, except that rebuilds and repairs are never urgent. */
  static Lane lane(int entries, Cause cause) {
    boolean urgent = cause == Cause.LIVE || cause == Cause.CATCH_UP;
    return urgent && entries <= MOST_INTERACTIVE ? Lane.INTERACTIVE : Lane.BATCH;
  }

  static FanOutChunk of(
      EntryOperation operation, Decision decision, Activity activity, long[] recipients) {
    List<Long> boxed = Arrays.stream(recipients).boxed().toList();
    return of(operation, decision, List.of(activity), boxed);
  }

  private static FanOutChunk of(
      EntryOperation operation,
      Decision decision,
      List<Activity> activities,
      List<Long> recipients) {
    return new FanOutChunk(
        operation,
        decision.version(),
        decision.cause(),
        activities,
        recipients,
        null,
        decision.time());
  }

  /** Emits activities of one actor's outbox for one recipient. */
  static void emitOutbox(
      EntryOperation operation,
      Decision decision,
      List<Activity> outbox,
      long recipient,
      Effects effects) {
    Lane lane = lane(outbox.size(), decision.cause());
    for (int from = 0; from < outbox.size(); from += FanOutChunkRule.MOST_ENTRIES) {
      List<Activity> part =
          outbox.subList(from, Math.min(from + FanOutChunkRule.MOST_ENTRIES, outbox.size()));
      effects.chunk(lane, of(operation, decision, part, List.of(recipient)));
    }
  }
}
