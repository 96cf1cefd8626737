package io.fanfare.workloads.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.api.auth.Tokens;
import io.fanfare.local.StackAddresses;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.workloads.sample.PlayStream.Played;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sends domain events through the API, as an application does. */
public final class EventsClient {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration TOKEN_LIFETIME = Duration.ofHours(1);
  private static final int OK = 200;

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final String api;
  private final Tokens tokens;

  public EventsClient(StackAddresses addresses) {
    this.api = addresses.apiUrl();
    this.tokens = StackTokens.of(addresses.settings().home());
  }

  /**
   * Sends events.
   *
   * @return whether all of them are on the log
   * @throws IOException if the API does not answer
   */
  public boolean send(List<Played> events) throws IOException, InterruptedException {
    byte[] body =
        json.writeValueAsBytes(Map.of("events", events.stream().map(EventsClient::event).toList()));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(api + "/events"))
            .header("Authorization", "Bearer " + tokens.issueForApplication("demo", TOKEN_LIFETIME))
            .timeout(PATIENCE)
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    return answer.statusCode() == OK
        && json.readTree(answer.body()).path("accepted").asInt() == events.size();
  }

  private static Map<String, Object> event(Played played) {
    DomainEvent event = played.event();
    Map<String, Object> sent = new LinkedHashMap<>();
    sent.put("id", event.getId());
    sent.put("kind", played.kind().text());
    sent.put("subject", "soundcloud:tracks:" + event.getTrackId());
    if (event.getActorId() != null) {
      sent.put("actor", "soundcloud:users:" + event.getActorId());
    }
    sent.put("time", Instant.EPOCH.plus(event.getOccurredAt(), ChronoUnit.MICROS).toString());
    sent.put("country", event.getCountry());
    sent.put("source", event.getSource());
    return sent;
  }
}
