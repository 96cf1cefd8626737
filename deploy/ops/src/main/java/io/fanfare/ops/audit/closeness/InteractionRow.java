package io.fanfare.ops.audit.closeness;

import io.fanfare.connectors.cassandra.SelectInteractions.Interaction;
import io.fanfare.ops.audit.AuditedRow;
import java.util.Comparator;

/** A like, repost or comment of a recipient, as closeness stores it. */
record InteractionRow(long recipientId, Interaction interaction)
    implements AuditedRow<InteractionRow> {

  private static final Comparator<InteractionRow> ORDER =
      Comparator.comparingLong(InteractionRow::recipientId)
          .thenComparing(
              InteractionRow::interaction,
              Comparator.comparingLong(Interaction::actorId)
                  .thenComparing(Interaction::kind)
                  .thenComparingLong(Interaction::objectId)
                  .thenComparingLong(Interaction::commentId));

  @Override
  public InteractionRow stem() {
    return this;
  }

  @Override
  public int compareTo(InteractionRow other) {
    return ORDER.compare(this, other);
  }
}
