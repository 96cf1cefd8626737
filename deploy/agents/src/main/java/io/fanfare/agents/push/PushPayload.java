package io.fanfare.agents.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.agents.message.Item;
import io.fanfare.agents.message.Message;
import io.fanfare.agents.message.PlainText;
import io.fanfare.agents.message.Wording;
import java.util.stream.Collectors;

/**
 * What a service worker gets: `{id, title, body, url, count}`. It is a fallback: the worker asks
 * the API for the current state before it shows anything.
 */
final class PushPayload {

  private static final int TITLE_BYTES = 200;
  private static final int BODY_BYTES = 2_000;
  private static final int URL_BYTES = 1_000;
  private static final int LINES = 5;
  private static final ObjectMapper JSON = new ObjectMapper();

  private PushPayload() {}

  /**
   * The payload as UTF-8, cut to the size that can be encrypted.
   *
   * @param openUrl where a digest leads, and a single item whose URL is too long
   */
  static byte[] of(Message message, String openUrl) {
    for (int bytes = BODY_BYTES; ; bytes /= 2) {
      byte[] payload = payload(message, openUrl, bytes);
      if (payload.length <= PushEncryption.LARGEST_TEXT || bytes == 0) {
        return payload;
      }
    }
  }

  private static byte[] payload(Message message, String openUrl, int bytes) {
    try {
      return JSON.writeValueAsBytes(
          JSON.createObjectNode()
              .put("id", message.id())
              .put("title", PlainText.cut(title(message), TITLE_BYTES))
              .put("body", PlainText.cut(body(message), bytes))
              .put("url", url(message, openUrl))
              .put("count", message.items().size()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String title(Message message) {
    return isSingle(message) ? Wording.actor(message.items().get(0)) : Wording.subject(message);
  }

  private static String body(Message message) {
    return message.items().stream()
        .limit(LINES)
        .map(Wording::sentence)
        .collect(Collectors.joining("\n"));
  }

  private static String url(Message message, String openUrl) {
    Item first = message.items().get(0);
    boolean fits = first.url().getBytes(UTF_8).length <= URL_BYTES;
    return isSingle(message) && fits ? first.url() : openUrl;
  }

  private static boolean isSingle(Message message) {
    return !message.digest() && message.items().size() == 1;
  }
}
