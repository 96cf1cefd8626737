package io.fanfare.agents.delivery;

import io.fanfare.connectors.cassandra.NotifiedLedger;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.NotifiedActivity;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The ledger of one channel, in Cassandra. */
public record StoredLedger(NotifiedLedger ledger, Channel channel) implements Ledger {

  @Override
  public CompletionStage<Optional<NotifiedLedger.Entry>> entry(
      long recipientId, Activity activity) {
    return ledger.entry(recipientId, channel, activity);
  }

  @Override
  public CompletionStage<Void> claim(
      long recipientId, List<NotifiedActivity> activities, String messageId) {
    return ledger.claim(recipientId, channel, activities, messageId);
  }

  @Override
  public CompletionStage<Void> confirm(
      long recipientId, List<NotifiedActivity> activities, long sentAt) {
    return ledger.confirm(recipientId, channel, activities, sentAt);
  }
}
