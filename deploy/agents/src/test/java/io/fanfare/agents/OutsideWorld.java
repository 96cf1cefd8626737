package io.fanfare.agents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.receivers.Receivers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;

/** The receivers of the local stack, in this JVM. */
public final class OutsideWorld implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Receivers receivers;

  public OutsideWorld(Clock clock) throws IOException, InterruptedException {
    receivers = new Receivers(0, 0, clock);
  }

  public int smtpPort() {
    return receivers.smtpPort();
  }

  public JsonNode get(String path) {
    return request("GET", path, "");
  }

  /** Makes requests to a channel, or to a name of it, fail. */
  public void fail(String channelAndName, String fault) {
    request("PUT", "/faults/" + channelAndName, fault);
  }

  public JsonNode request(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + receivers.port() + path))
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    receivers.close();
  }
}
