package io.fanfare.ops.audit.closeness;

import io.fanfare.connectors.cassandra.SelectInteractions.Interaction;
import io.fanfare.ops.audit.Difference;
import io.fanfare.ops.audit.Wording;
import java.util.LinkedHashMap;
import java.util.Map;

/** How reports name rows of closeness. */
final class ClosenessWording implements Wording<InteractionRow> {

  @Override
  public String rows() {
    return "rows of closeness";
  }

  @Override
  public String describe(InteractionRow row) {
    Interaction interaction = row.interaction();
    return "closeness of %d to %d: %s of %d%s"
        .formatted(
            row.recipientId(),
            interaction.actorId(),
            Wording.text(interaction.kind()),
            interaction.objectId(),
            interaction.commentId() == 0 ? "" : ", comment " + interaction.commentId());
  }

  @Override
  public Map<String, Object> document(InteractionRow row) {
    Interaction interaction = row.interaction();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("recipient_id", row.recipientId());
    document.put("kind", Wording.text(interaction.kind()));
    document.put("actor_id", interaction.actorId());
    document.put("object_id", interaction.objectId());
    document.put("comment_id", interaction.commentId());
    return document;
  }

  @Override
  public String causeOfExtra() {
    return Difference.NOT_REMOVED;
  }
}
