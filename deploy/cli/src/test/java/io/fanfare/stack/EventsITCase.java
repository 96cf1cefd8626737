package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.api.auth.Tokens;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.events.DomainEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** Domain events, from an application through the API to their topics. */
@ExtendWith(SharedStack.class)
@Isolated("kills a server")
class EventsITCase {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final long track = Application.newId();

  @Test
  void whatIsAcceptedIsOnTheLogWhateverHappensToKafka() throws Exception {
    Set<String> accepted = new TreeSet<>();
    try (TopicTail<DomainEvent> plays = new TopicTail<>(Topics.EVENTS_PLAYS, DomainEvent.class)) {
      for (int batch = 0; batch < 20; batch++) {
        if (batch == 5) {
          SharedStack.get().kill("kafka");
        }
        List<String> ids = Stream.generate(UUID::randomUUID).limit(50).map(UUID::toString).toList();
        await().atMost(PATIENCE).until(() -> accepted(send(ids), ids).equals(Set.copyOf(ids)));
        accepted.addAll(ids);
      }
      await().atMost(PATIENCE).until(() -> played(plays).containsAll(accepted));
    }
  }

  private Set<String> played(TopicTail<DomainEvent> plays) throws Exception {
    return plays.seen().stream()
        .filter(event -> event.getTrackId() == track)
        .map(DomainEvent::getId)
        .collect(Collectors.toSet());
  }

  private static Set<String> accepted(HttpResponse<String> answer, List<String> ids)
      throws IOException {
    if (answer.statusCode() == 503) {
      return Set.of();
    }
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    Set<String> accepted = new TreeSet<>(ids);
    for (JsonNode problem : JSON.readTree(answer.body()).get("problems")) {
      assertThat(problem.get("retry").booleanValue()).as(answer.body()).isTrue();
      accepted.remove(problem.get("id").textValue());
    }
    return accepted;
  }

  private HttpResponse<String> send(List<String> ids) throws IOException, InterruptedException {
    String events =
        ids.stream()
            .map(
                id ->
                    """
                    {"id": "%s", "kind": "play", "subject": "soundcloud:tracks:%d", "time": "%s"}"""
                        .formatted(id, track, Instant.now()))
            .collect(Collectors.joining(","));
    String key = Files.readString(SharedStack.settings().secrets().tokenKeyFile());
    String token = Tokens.of(key).issueForApplication("web", Duration.ofHours(1));
    URI address = URI.create(SharedStack.get().addresses().apiUrl() + "/events");
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Authorization", "Bearer " + token)
            .POST(BodyPublishers.ofString("{\"events\": [" + events + "]}"))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }
}
