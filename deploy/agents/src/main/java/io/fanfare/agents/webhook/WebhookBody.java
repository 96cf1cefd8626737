package io.fanfare.agents.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fanfare.agents.message.Item;
import io.fanfare.agents.message.Message;
import io.fanfare.agents.message.Wording;
import io.fanfare.schemas.dashboard.ActivityTypes;

/** The body of a webhook: `{type, timestamp, data}`. Each repetition of a message has the same. */
final class WebhookBody {

  /** The data has the number of all items, and at most these. */
  static final int MOST_ITEMS = 100;

  private static final ObjectMapper JSON = new ObjectMapper();

  private WebhookBody() {}

  static byte[] of(Message message) {
    ObjectNode body = JSON.createObjectNode();
    body.put("type", message.digest() ? "dashboard.digest" : "dashboard.activity");
    body.put("timestamp", message.due().toString());
    ObjectNode data = body.putObject("data");
    data.put("recipient_id", message.recipientId());
    data.put("count", message.items().size());
    ArrayNode items = data.putArray("items");
    message.items().stream().limit(MOST_ITEMS).forEach(item -> add(items.addObject(), item));
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void add(ObjectNode node, Item item) {
    node.put("type", ActivityTypes.name(item.kind()));
    node.put("actor_id", item.actorId());
    node.put("actor_name", Wording.actor(item));
    node.put("object_id", item.objectId());
    node.put("title", Wording.title(item));
    node.put("url", item.url());
  }
}
