package io.fanfare.stack;

import io.fanfare.connectors.debezium.ConnectorTemplate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The REST interface of the Connect worker, as an operator uses it. */
final class ConnectWorker {

  /** The path of the source's connector. */
  static final String CONNECTOR = "/connectors/" + ConnectorTemplate.CONNECTOR;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private ConnectWorker() {}

  /** The body of the answer, whatever its status. */
  static String send(String method, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(SharedStack.get().addresses().connect().url() + path))
            .method(method, BodyPublishers.noBody())
            .timeout(PATIENCE)
            .build();
    return HTTP.send(request, BodyHandlers.ofString()).body();
  }
}
