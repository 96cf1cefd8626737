package io.fanfare.receivers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.receivers.Faults.Fault;
import java.util.Map;
import java.util.TreeMap;

/** An answer over HTTP. */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares or changes it.
record Reply(int status, Map<String, String> headers, byte[] body) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static Reply json(int status, Object value) {
    try {
      return new Reply(
          status, Map.of("Content-Type", "application/json"), JSON.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static Reply text(int status, String text) {
    return new Reply(
        status, Map.of("Content-Type", "text/plain; charset=utf-8"), text.getBytes(UTF_8));
  }

  static Reply html(String page) {
    return new Reply(200, Map.of("Content-Type", "text/html; charset=utf-8"), page.getBytes(UTF_8));
  }

  static Reply of(Fault fault) {
    Reply reply = text(fault.status(), "A fault that somebody set.");
    if (fault.retryAfter() != null) {
      reply = reply.with("Retry-After", fault.retryAfter());
    }
    return fault.location() == null ? reply : reply.with("Location", fault.location());
  }

  Reply with(String header, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new Reply(status, more, body);
  }
}
