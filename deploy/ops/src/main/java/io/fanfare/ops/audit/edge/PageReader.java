package io.fanfare.ops.audit.edge;

import io.fanfare.api.availability.UnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Reads pages as a client without a token does. Thread-safe. */
final class PageReader {

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MOST_PAUSES = 100;
  private static final long LONGEST_PAUSE_SECONDS = 60;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  /**
   * Reads a page, and waits before if the API asks for it.
   *
   * @throws UnavailableException if there is no answer, or it is about the server and not the page
   */
  Answer read(String url) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
    try {
      HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
      for (int pause = 0; isTooSoon(answer) && pause < MOST_PAUSES; pause++) {
        TimeUnit.SECONDS.sleep(retryAfter(answer));
        answer = client.send(request, BodyHandlers.ofByteArray());
      }
      if (answer.statusCode() >= SERVER_ERROR || isTooSoon(answer)) {
        throw new UnavailableException("%s answers %d.".formatted(url, answer.statusCode()), null);
      }
      return answer(answer);
    } catch (IOException e) {
      throw new UnavailableException("%s does not answer: %s.".formatted(url, e), e);
    }
  }

  private static boolean isTooSoon(HttpResponse<byte[]> answer) {
    return answer.statusCode() == TOO_MANY_REQUESTS;
  }

  private static long retryAfter(HttpResponse<byte[]> answer) {
    long seconds = answer.headers().firstValueAsLong("Retry-After").orElse(1);
    return Math.max(1, Math.min(seconds, LONGEST_PAUSE_SECONDS));
  }

  private static Answer answer(HttpResponse<byte[]> answer) {
    HttpHeaders headers = answer.headers();
    return new Answer(
        answer.statusCode(),
        headers.firstValue("ETag").orElse("").replaceFirst("^W/", ""),
        headers.firstValue("Content-Type").orElse(""),
        answer.body(),
        headers.firstValue("Cache-Status").orElse(""),
        headers.firstValue("Age").orElse("0"));
  }
}
