package io.fanfare.api.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.api.errors.ApiException;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.events.DomainEventRule;
import io.fanfare.schemas.events.EventKind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An event as an application sends it: the schema `Event`. */
record SentEvent(EventKind kind, DomainEvent event) {

  private static final Pattern URN = Pattern.compile("soundcloud:([a-z]+):([0-9]{1,18})");

  /**
   * Reads an event.
   *
   * @param now µs since the epoch
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
            id(required(sent, "subject"), "subject", "tracks"),
            actor == null ? null : (Long) id(actor, "actor", "users"),
            micros(required(sent, "time")),
            text(sent, "country"),
            text(sent, "source"));
    String problem = DomainEventRule.problem(event, now);
    if (problem != null) {
      throw new ApiException(400, problem);
    }
    return new SentEvent(kind, event);
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

  private static long id(String text, String field, String models) {
    Matcher urn = URN.matcher(text);
    if (!urn.matches() || !urn.group(1).equals(models)) {
      throw new ApiException(400, "The event's " + field + " is not soundcloud:" + models + ":ID.");
    }
    return Long.parseLong(urn.group(2));
  }

  private static long micros(String text) {
    try {
      Instant time = OffsetDateTime.parse(text).toInstant();
      return Micros.of(time);
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
