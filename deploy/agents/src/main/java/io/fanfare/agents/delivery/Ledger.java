package io.fanfare.agents.delivery;

import io.fanfare.connectors.cassandra.NotifiedLedger;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.notifications.NotifiedActivity;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What each recipient was told through the agent's channel. */
public interface Ledger {

  /** The entry of an activity, whatever its time and version. */
  CompletionStage<Optional<NotifiedLedger.Entry>> entry(long recipientId, Activity activity);

  /** Completes once the claims are durable. */
  CompletionStage<Void> claim(
      long recipientId, List<NotifiedActivity> activities, String messageId);

  /**
   * Completes once it is durable that the message was accepted.
   *
   * @param sentAt µs since the epoch
   */
  CompletionStage<Void> confirm(long recipientId, List<NotifiedActivity> activities, long sentAt);
}
