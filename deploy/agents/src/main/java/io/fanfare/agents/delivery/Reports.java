package io.fanfare.agents.delivery;

import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.notifications.Outcome;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Where an agent reports what became of events. */
public interface Reports {

  /** Completes once all outcomes are durable. */
  CompletionStage<Void> report(List<Outcome> outcomes);

  /** Puts a record aside that the agent cannot read. Completes once that is durable. */
  CompletionStage<Void> reject(DeadLetter letter);

  /** Forgets a device whose subscription is gone. Completes once that is durable. */
  CompletionStage<Void> forget(long userId, String device);
}
