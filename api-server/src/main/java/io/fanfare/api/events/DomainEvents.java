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
import io.fanfare.api.errors.ErrorKind;
import io.fanfare.api.events.TakenEvents.Problem;
import io.fanfare.api.topics.TopicWriter;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.events.DomainEventRule;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/**
 * Accepts domain events from applications and appends them to the log. An event that is reported as
 * accepted is in the log, and counts. Any other event can be sent again, even if it is in the log:
 * an event counts once.
 */
public final class DomainEvents {

  private static final int MOST_EVENTS = 1_000;

  /** A little longer than the log itself takes to give up. */
  private static final Duration PATIENCE = TopicWriter.PATIENCE.plusSeconds(1);

  private static final String UNREADABLE =
      "The body is not JSON such as {\"events\": [{\"id\": \"…\", \"kind\": \"play\", \"subject\":"
          + " \"soundcloud:tracks:1\", \"time\": \"2026-11-20T10:00:00Z\"}]}.";
  private static final String NO_ANSWER = "The event log does not answer: try again later.";

  /** The event was received in time: only a broker's clock that is wrong by days excludes it. */
  private static final String WRONG_CLOCK =
      "The clock of the event log is wrong, so the event does not count: try again later.";

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
    Map<Integer, SentEvent> valid = new TreeMap<>();
    for (int index = 0; index < sent.size(); index++) {
      try {
        valid.put(index, SentEvent.read(sent.get(index), now));
      } catch (ApiException e) {
        problems.add(problem(sent, index, e.reason(), false));
      }
    }
    // After all are read: a failure must not leave some of them in the log that nobody reports.
    Map<Integer, CompletionStage<String>> appended = new TreeMap<>();
    valid.forEach((index, event) -> appended.put(index, append(event)));
    List<Problem> failed = failed(sent, appended);
    if (!failed.isEmpty() && failed.size() == appended.size()) {
      throw new UnavailableException(failed.get(0).message(), null);
    }
    problems.addAll(failed);
    problems.sort(Comparator.comparingInt(Problem::index));
    return new TakenEvents(sent.size() - problems.size(), problems);
  }

  /** Appends an event. Completes with what keeps it from being accepted, empty if nothing does. */
  private CompletionStage<String> append(SentEvent sent) {
    return log.append(sent.kind(), sent.event())
        .handle(
            (appendedAt, failure) -> {
              if (failure != null) {
                return NO_ANSWER;
              }
              return DomainEventRule.problem(sent.event(), appendedAt) == null ? "" : WRONG_CLOCK;
            });
  }

  private JsonNode read(byte[] body) {
    JsonNode events;
    try {
      events = mapper.readTree(body).path("events");
    } catch (IOException e) {
      throw new ApiException(ErrorKind.BODY_INVALID, UNREADABLE);
    }
    if (!events.isArray()) {
      throw new ApiException(ErrorKind.BODY_INVALID, UNREADABLE);
    }
    if (events.size() > MOST_EVENTS) {
      throw new ApiException(
          ErrorKind.BODY_INVALID,
          "The body has %d events: send at most %d at a time."
              .formatted(events.size(), MOST_EVENTS));
    }
    return events;
  }

  private static List<Problem> failed(
      JsonNode sent, Map<Integer, CompletionStage<String>> appended) {
    Deadline deadline = Deadline.in(PATIENCE);
    List<Problem> failed = new ArrayList<>();
    appended.forEach(
        (index, stage) -> {
          String problem = deadline.await(stage, Dependency.KAFKA);
          if (!problem.isEmpty()) {
            failed.add(problem(sent, index, problem, true));
          }
        });
    return failed;
  }

  private static Problem problem(JsonNode sent, int index, String message, boolean retry) {
    return new Problem(index, sent.get(index).path("id").textValue(), message, retry);
  }
}
