package io.fanfare.api.events;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fanfare.api.availability.Deadline;
import io.fanfare.api.availability.Dependency;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.api.errors.ApiException;
import io.fanfare.api.events.TakenEvents.Problem;
import io.fanfare.schemas.Micros;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Accepts domain events from applications and appends them to the log. An event that is reported as
 * accepted is in the log. Any other event can be sent again, even if it is in the log: an event
 * counts once.
 */
public final class DomainEvents {

  private static final int MOST_EVENTS = 1_000;

  /** A little longer than the log itself takes to give up. */
  private static final Duration PATIENCE = KafkaEventLog.PATIENCE.plusSeconds(1);

  private static final String UNREADABLE =
      "The body is not JSON such as {\"events\": [{\"id\": \"…\", \"kind\": \"play\", \"subject\":"
          + " \"soundcloud:tracks:1\", \"time\": \"2026-11-20T10:00:00Z\"}]}.";
  private static final String NO_ANSWER = "The event log does not answer: try again later.";

  private final EventLog log;
  private final Clock clock;

  /** Strict, because what it ignored would be lost: a second document, or a second list. */
  private final ObjectMapper mapper =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  public DomainEvents(EventLog log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  /**
   * Appends a batch of events, and returns when the log has answered for each of them.
   *
   * @param body the schema `Events`, in UTF-8
   * @throws ApiException (400) if the body has another format
   * @throws UnavailableException if the log accepted none of the valid events
   */
  public TakenEvents accept(byte[] body) {
    JsonNode sent = read(body);
    long now = Micros.of(clock.instant());
    List<Problem> problems = new ArrayList<>();
    Map<Integer, CompletionStage<Void>> appended = new TreeMap<>();
    for (int index = 0; index < sent.size(); index++) {
      try {
        SentEvent event = SentEvent.read(sent.get(index), now);
        appended.put(index, log.append(event.kind(), event.event()));
      } catch (ApiException e) {
        problems.add(problem(sent, index, e.reason(), false));
      }
    }
    List<Problem> failed = failed(sent, appended);
    if (!failed.isEmpty() && failed.size() == appended.size()) {
      throw new UnavailableException(NO_ANSWER, null);
    }
    problems.addAll(failed);
    problems.sort(Comparator.comparingInt(Problem::index));
    return new TakenEvents(sent.size() - problems.size(), problems);
  }

  private JsonNode read(byte[] body) {
    JsonNode events;
    try {
      events = mapper.readTree(body).path("events");
    } catch (IOException e) {
      throw new ApiException(400, UNREADABLE);
    }
    if (!events.isArray()) {
      throw new ApiException(400, UNREADABLE);
    }
    if (events.size() > MOST_EVENTS) {
      throw new ApiException(
          400,
          "The body has %d events: send at most %d at a time."
              .formatted(events.size(), MOST_EVENTS));
    }
    return events;
  }

  private static List<Problem> failed(JsonNode sent, Map<Integer, CompletionStage<Void>> appended) {
    Deadline deadline = Deadline.in(PATIENCE);
    List<Problem> failed = new ArrayList<>();
    appended.forEach(
        (index, stage) -> {
          CompletableFuture<Boolean> accepted =
              stage.handle((nothing, failure) -> failure == null).toCompletableFuture();
          if (!deadline.await(accepted, Dependency.KAFKA)) {
            failed.add(problem(sent, index, NO_ANSWER, true));
          }
        });
    return failed;
  }

  private static Problem problem(JsonNode sent, int index, String message, boolean retry) {
    return new Problem(index, sent.get(index).path("id").textValue(), message, retry);
  }
}
