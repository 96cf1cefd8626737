package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stream of updates, resumed from the real topic. */
@ExtendWith(SharedStack.class)
@Timeout(180)
class UpdatesITCase {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Pattern TRACK = Pattern.compile("\"soundcloud:tracks:([0-9]+)\"");

  private Application application;
  private long listener;
  private long artist;

  @BeforeEach
  void makeUsers() throws SQLException {
    application = new Application();
    listener = application.user();
    artist = application.user();
    application.follow(listener, artist);
  }

  @AfterEach
  void disconnect() throws SQLException {
    application.close();
  }

  @Test
  void aClientThatComesAndGoesHearsOfEverySound() throws Exception {
    String position;
    try (Stream first = new Stream(null)) {
      assertThat(first.next()).isEqualTo("ready");
      position = first.id;
    }
    int sounds = 150;
    CompletableFuture<Set<Long>> published = inBackground(() -> publish(sounds));
    Set<Long> heard = new HashSet<>();
    int streams = 0;
    while (heard.size() < sounds) {
      streams++;
      try (Stream stream = new Stream(position)) {
        assertThat(stream.next()).isEqualTo("ready");
        for (int i = 0; i < 7 && heard.size() < sounds; i++) {
          assertThat(stream.next()).isEqualTo("added");
          heard.add(stream.track());
          position = stream.id;
        }
      }
    }
    assertThat(heard).isEqualTo(published.get());
    assertThat(streams).isGreaterThan(20);
  }

  @ParameterizedTest
  @ValueSource(longs = {-100, 1_000_000_000})
  void onlyAPositionThatTheTopicHasNotReachedIsAnsweredWithReload(long distance) throws Exception {
    try (Stream first = new Stream(null)) {
      first.next();
      String[] position = first.id.split(":");
      long offset = Math.max(0, Long.parseLong(position[1]) + distance);
      try (Stream second = new Stream(position[0] + ":" + offset)) {
        assertThat(second.next()).isEqualTo(distance < 0 ? "ready" : "reload");
        long track = application.track(artist);
        assertThat(second.next()).isEqualTo("added");
        assertThat(second.track()).isEqualTo(track);
      }
    }
  }

  @Test
  void aPollFindsWhatComesLateAsWell() throws Exception {
    Instant before = Application.now().minus(Duration.ofMinutes(10));
    long madePublic = application.track(artist, before);
    application.execute("UPDATE tracks SET sharing = 'private' WHERE id = ?", madePublic);
    long another = application.user();
    long caughtUp = application.track(another, before);
    long first = application.track(artist);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Feed.of(listener).equals(List.of("track " + first)));
    Poll poll = new Poll();
    application.execute("UPDATE tracks SET sharing = 'public' WHERE id = ?", madePublic);
    application.follow(listener, another);
    long last = application.track(artist);

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> poll.seen().containsAll(Set.of(madePublic, caughtUp, last)));
  }

  @Test
  void aStreamSendsWhatWasScheduledBeforeItBegan() throws Exception {
    long scheduled = application.track(artist, Application.now().plus(Duration.ofSeconds(40)));
    long now = application.track(artist);
    await().atMost(Duration.ofSeconds(60)).until(() -> Feed.of(listener).contains("track " + now));
    try (Stream stream = new Stream(null)) {
      assertThat(stream.next()).isEqualTo("ready");
      assertThat(stream.next()).isEqualTo("added");
      assertThat(stream.track()).isEqualTo(scheduled);
    }
    assertThat(Feed.of(listener)).startsWith("track " + scheduled);
  }

  /** A client that follows `future_href`. */
  private final class Poll {

    private final Set<Long> seen = new HashSet<>();
    private String future;

    Poll() throws Exception {
      future = Feed.get(listener, "/me/feed").get("future_href").asText();
    }

    /** The tracks that all polls have found. */
    Set<Long> seen() throws Exception {
      JsonNode page = Feed.get(listener, future);
      future = page.get("future_href").asText();
      Matcher tracks = TRACK.matcher(page.toString());
      while (tracks.find()) {
        seen.add(Long.parseLong(tracks.group(1)));
      }
      return seen;
    }
  }

  private Set<Long> publish(int sounds) throws SQLException {
    Set<Long> tracks = new HashSet<>();
    try (Application other = new Application()) {
      for (int i = 0; i < sounds; i++) {
        tracks.add(other.track(artist));
      }
    }
    return tracks;
  }

  private static <T> CompletableFuture<T> inBackground(Callable<T> task) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return task.call();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /** A client of the stream, which remembers the last event. */
  private final class Stream implements AutoCloseable {

    private final BufferedReader lines;
    private String id = "";
    private String data = "";

    Stream(String position) throws IOException {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(
                  URI.create(SharedStack.get().addresses().apiUrl() + "/me/feed/updates"))
              .header("Authorization", "Bearer " + Feed.token(listener))
              .timeout(Duration.ofSeconds(30));
      if (position != null) {
        request.header("Last-Event-ID", position);
      }
      // The server notices that a client is gone when it writes to it: until then it may have
      // enough of us.
      HttpResponse<InputStream> response =
          await()
              .atMost(Duration.ofSeconds(60))
              .until(
                  () -> HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()),
                  answer -> answer.statusCode() != 429);
      assertThat(response.statusCode()).isEqualTo(200);
      lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** The name of the next event. */
    String next() throws IOException {
      String name = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data = line.substring(6);
        } else if (line.isEmpty() && !name.isEmpty()) {
          return name;
        }
      }
      return "end";
    }

    long track() {
      Matcher track = TRACK.matcher(data);
      assertThat(track.find()).as(data).isTrue();
      return Long.parseLong(track.group(1));
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
