package io.fanfare.api.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.api.errors.ApiException;
import io.fanfare.api.presentation.Urn;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.TimeText;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.events.DomainEventRule;
import io.fanfare.schemas.events.EventKind;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An event as an application sends it: the schema `Event`. */
record SentEvent(EventKind kind, DomainEvent event) {

  /**
   * Reads an event.
   *
   * @param now when the server received it, µs since the epoch; no client can set that
   * @throws ApiException (400) if it is not a valid event
   */
  static SentEvent read(JsonNode sent, long now) {
    if (!sent.isObject()) {
      throw new ApiException(400, "The event is not an object.");
    }
    EventKind kind = kind(required(sent, "kind"));
    String actor = text(sent, "actor");
    DomainEvent event =
        new DomainEvent(
            required(sent, "id"),
            id(required(sent, "subject"), "subject", Urn.TRACKS),
            actor == null ? null : id(actor, "actor", Urn.USERS),
            micros(required(sent, "time")),
            sent.path("country").textValue(),
            sent.path("source").textValue(),
            now);
    String problem = DomainEventRule.problem(event, now);
    if (problem != null) {
      throw new ApiException(400, problem);
    }
    return new SentEvent(kind, DomainEventRule.counted(event));
  }

  private static EventKind kind(String text) {
    for (EventKind kind : EventKind.values()) {
      if (kind.text().equals(text)) {
        return kind;
      }
    }
    throw new ApiException(
        400,
        "The event's kind is none of "
            + Arrays.stream(EventKind.values())
                .map(EventKind::text)
                .collect(Collectors.joining(", "))
            + ".");
  }

  private static Long id(String text, String field, String table) {
    Long id = Urn.id(table, text);
    if (id == null) {
      throw new ApiException(400, "The event's " + field + " is not soundcloud:" + table + ":ID.");
    }
    return id;
  }

  private static long micros(String text) {
    try {
      return Micros.of(TimeText.parse(text));
    } catch (DateTimeException | ArithmeticException e) {
      throw new ApiException(400, "The event's time is not a time such as 2026-11-20T10:00:00Z.");
    }
  }

  private static String required(JsonNode sent, String field) {
    String text = text(sent, field);
    if (text == null) {
      throw new ApiException(400, "The event's " + field + " is missing.");
    }
    return text;
  }

  private static @Nullable String text(JsonNode sent, String field) {
    JsonNode value = sent.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw new ApiException(400, "The event's " + field + " is not text.");
    }
    return value.textValue();
  }
}
