package io.fanfare.agents.message;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What one recipient is told on one channel.
 *
 * @param id the same for each repetition of the message, so that receivers can tell one: 1 to 128
 *     letters, digits, `-`, `_`, `:` and `~` (no full stop, which separates what webhooks sign)
 * @param digest whether the items were collected over a time
 * @param due when the message was to be sent
 * @param expires from when on nobody needs it
 * @param items at least one
 */
public record Message(
    String id, long recipientId, boolean digest, Instant due, Instant expires, List<Item> items) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_:~-]{1,128}");

  /**
   * @throws IllegalArgumentException if the id is malformed or there is no item
   */
  public Message {
    items = List.copyOf(items);
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "The id of a message has 1 to 128 letters, digits, '-', '_', ':' and '~': " + id);
    }
    if (items.isEmpty()) {
      throw new IllegalArgumentException("Message " + id + " has no item.");
    }
  }

  /** Whether nobody needs the message any more. */
  public boolean isExpired(Instant now) {
    return !now.isBefore(expires);
  }
}
