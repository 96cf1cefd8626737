package io.fanfare.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.api.http.EventReader.Event;
import io.fanfare.api.models.InMemoryModels;
import io.fanfare.api.updates.InMemoryUpdates;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpdatesHttpTest {

  private static final long ME = TestServer.LISTENER;
  private static final long NOW = TestServer.NOW_MICROS;

  private final TestServer server = TestServer.start();
  private final List<EventReader> readers = new ArrayList<>();

  @AfterEach
  void stop() {
    server.close();
    readers.forEach(EventReader::close);
  }

  @Test
  void sendsAnAddedEntryAsTheFeedShowsIt() throws Exception {
    EventReader events = open(null);
    assertThat(events.next().name()).isEqualTo("ready");

    Activity activity = server.publish(11, 22, NOW);
    server.log.added(ME, activity);

    Event added = events.next();
    assertThat(added.name()).isEqualTo("added");
    JsonNode feed = Contract.read(server.get("/me/feed"));
    assertThat(added.json()).isEqualTo(feed.at("/collection/0"));
  }

  @Test
  void sendsTheEntryOfOneRecordToEachOfItsRecipients() throws Exception {
    EventReader events = open(null);
    String ready = events.next().id();
    long other =
        LongStream.range(ME + 1, Long.MAX_VALUE).filter(this::isBesideMe).findFirst().getAsLong();

    server.log.added(List.of(other, ME), server.publish(11, 22, NOW));
    server.log.added(List.of(other), server.publish(12, 22, NOW));
    server.log.added(List.of(ME), server.publish(13, 22, NOW));

    assertThat(events.next().json().at("/origin/urn").textValue())
        .isEqualTo("soundcloud:tracks:11");
    assertThat(events.next().json().at("/origin/urn").textValue())
        .isEqualTo("soundcloud:tracks:13");
    EventReader again = open(ready);
    again.next();
    assertThat(again.next().json().at("/origin/urn").textValue()).isEqualTo("soundcloud:tracks:11");
    assertThat(again.next().json().at("/origin/urn").textValue()).isEqualTo("soundcloud:tracks:13");
  }

  private boolean isBesideMe(long recipient) {
    return InMemoryUpdates.partition(recipient) == InMemoryUpdates.partition(ME);
  }

  @Test
  void sendsTheIdOfARemovedEntry() throws Exception {
    Activity activity = server.publish(11, 22, NOW);
    String id = Contract.read(server.get("/me/feed")).at("/collection/0/id").textValue();
    EventReader events = open(null);
    events.next();

    server.log.removed(ME, activity);

    Event removed = events.next();
    assertThat(removed.name()).isEqualTo("removed");
    assertThat(removed.json()).hasToString("{\"id\":\"" + id + "\"}");
  }

  @Test
  void leavesOutEntriesOfOthersAndEntriesThatAreNotShown() throws Exception {
    EventReader events = open(null);
    events.next();

    server.log.added(2, server.publish(11, 22, NOW));
    server.models.put(InMemoryModels.track(12, 22, null));
    server.log.added(ME, new Activity(ActivityKind.TRACK, 22L, 12L, NOW));
    server.log.append(ME, "this is not an event".getBytes(UTF_8));
    server.log.added(ME, server.publish(13, 22, NOW));

    assertThat(events.next().json().at("/origin/urn").textValue())
        .isEqualTo("soundcloud:tracks:13");
  }

  @Test
  void checksAgainIfAnEntryArrivesBeforeItsRows() throws Exception {
    EventReader events = open(null);
    events.next();
    server.models.put(InMemoryModels.user(22));
    server.models.putUnseen(InMemoryModels.track(11, 22, NOW), 1);
    server.log.added(ME, new Activity(ActivityKind.TRACK, 22L, 11L, NOW));
    server.log.removed(ME, new Activity(ActivityKind.TRACK, 22L, 11L, NOW));

    assertThat(events.next().name()).isEqualTo("added");
    assertThat(events.next().name()).isEqualTo("removed");

    // Checked twice immediately, and once more later.
    server.models.putUnseen(InMemoryModels.track(12, 22, NOW), 2);
    server.log.added(ME, new Activity(ActivityKind.TRACK, 22L, 12L, NOW));
    assertThat(events.next().json().at("/origin/urn").textValue())
        .isEqualTo("soundcloud:tracks:12");
  }

  @Test
  void continuesAtThePositionOfTheClient() throws Exception {
    EventReader first = open(null);
    String ready = first.next().id();
    server.log.added(ME, server.publish(1, 22, NOW));
    String seen = first.next().id();
    first.close();
    server.log.added(ME, server.publish(2, 22, NOW));
    server.log.added(2, server.publish(3, 22, NOW));
    server.log.removed(ME, server.publish(4, 22, NOW));

    EventReader second = open(seen);
    server.log.added(ME, server.publish(5, 22, NOW));
    assertThat(second.next().name()).isEqualTo("ready");
    assertThat(second.next().json().at("/origin/urn").textValue()).isEqualTo("soundcloud:tracks:2");
    assertThat(second.next().name()).isEqualTo("removed");
    assertThat(second.next().json().at("/origin/urn").textValue()).isEqualTo("soundcloud:tracks:5");

    EventReader third = open(ready);
    assertThat(third.next()).isEqualTo(new Event(ready, "ready", "{}"));
    assertThat(third.next().json().at("/origin/urn").textValue()).isEqualTo("soundcloud:tracks:1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "", "0", "-1:0", "99:0", "7:999999", "999999999999:1"})
  void requestsAReloadIfThePositionIsUnknown(String position) throws Exception {
    EventReader events = open(position);

    Event reload = events.next();
    assertThat(reload.name()).isEqualTo("reload");
    server.log.added(ME, server.publish(1, 22, NOW));
    assertThat(events.next().name()).isEqualTo("added");
    assertThat(open(reload.id()).next().name()).isEqualTo("ready");
  }

  @Test
  void requestsAReloadIfThePositionIsGone() throws Exception {
    String ready = open(null).next().id();
    server.log.added(ME, server.publish(1, 22, NOW));
    server.log.forgetBefore(1);
    assertThat(open(ready).next().name()).as("in memory").isEqualTo("ready");
    server.log.lose();
    server.log.follow();

    assertThat(open(ready).next().name()).isEqualTo("reload");
  }

  @Test
  void keepsAStreamAliveAndOutOfSharedCaches() throws Exception {
    HttpResponse<InputStream> response = stream(null);
    EventReader events = reader(response);
    assertThat(response.headers().allValues("Content-Type"))
        .containsExactly("text/event-stream;charset=utf-8");
    assertThat(response.headers().allValues("Cache-Control")).containsExactly("private, no-cache");
    events.next();
    assertThat(events.nextOrComment().name()).isEqualTo("comment");
    assertThat(events.nextOrComment().name()).isEqualTo("comment");
  }

  @Test
  void limitsTheStreamsOfAUserAndOfAll() throws Exception {
    for (int i = 0; i < 3; i++) {
      open(null);
    }
    HttpResponse<String> fourth = server.get("/me/feed/updates");
    assertError(fourth, 429);
    assertThat(fourth.headers().firstValue("Retry-After")).isPresent();
    openAs(2);
    openAs(2);
    HttpResponse<String> sixth = server.get("/me/feed/updates", 3);
    assertError(sixth, 503);

    readers.get(0).close();
    await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> open(null));
  }

  @Test
  void endsWithItsToken() throws Exception {
    EventReader events =
        reader(server.stream(server.tokens.issue(ME, Duration.ofSeconds(1)), null));
    assertThat(events.next().name()).isEqualTo("ready");
    assertThat(events.next().name()).isEqualTo("end");
  }

  @Test
  void endsWithTheServer() throws Exception {
    EventReader events = open(null);
    events.next();
    server.close();
    assertThat(events.next().name()).isEqualTo("end");
  }

  @Test
  void endsWhenItsSourceIsLostAndContinuesWithoutAGap() throws Exception {
    EventReader events = open(null);
    String ready = events.next().id();
    server.log.lose();
    assertThat(events.next().name()).isEqualTo("end");
    assertError(server.get("/me/feed/updates"), 503);

    server.log.added(ME, server.publish(1, 22, NOW));
    server.log.follow();
    EventReader again = open(ready);
    assertThat(again.next().name()).isEqualTo("ready");
    assertThat(again.next().name()).isEqualTo("added");
  }

  @Test
  void aClientThatDoesNotReadDelaysNoOtherAndReloadsLater() throws Exception {
    Activity activity = server.publish(1, 22, NOW);
    try (Socket slow = new Socket()) {
      slow.setReceiveBufferSize(4_096);
      slow.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
      OutputStream out = slow.getOutputStream();
      out.write(
          ("GET /me/feed/updates HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                  + server.token(ME)
                  + "\r\n\r\n")
              .getBytes(UTF_8));
      InputStream in = slow.getInputStream();
      assertThat(new String(in.readNBytes(15), UTF_8)).isEqualTo("HTTP/1.1 200 OK");
      EventReader quick = open(null);
      quick.next();
      int count = 30_000;
      for (int i = 0; i < count; i++) {
        server.log.added(ME, activity);
        // The quick one keeps up.
        assertThat(quick.next().name()).isEqualTo("added");
      }
      EventReader late = new EventReader(in);
      Event event = late.next();
      while (!event.name().equals("reload")) {
        event = late.next();
      }
      server.log.removed(ME, activity);
      while (!event.name().equals("removed")) {
        event = late.next();
      }
    }
  }

  @Test
  void rowsThatCannotBeReadDelayNoOtherStream() throws Exception {
    EventReader other = open(null);
    other.next();
    List<EventReader> waiting = new ArrayList<>();
    for (long user = 2; user <= 5; user++) {
      server.models.put(InMemoryModels.user(user));
      waiting.add(openAs(user));
    }
    for (EventReader reader : waiting) {
      reader.next();
    }
    Activity activity = server.publish(11, 22, NOW);
    server.models.stall();
    for (long user = 2; user <= 5; user++) {
      server.log.added(user, activity);
    }

    long begin = System.nanoTime();
    server.log.removed(ME, activity);
    assertThat(other.next().name()).isEqualTo("removed");
    for (EventReader reader : waiting) {
      assertThat(reader.nextOrComment().name()).isEqualTo("comment");
    }
    assertThat(other.nextOrComment().name()).isEqualTo("comment");
    // Long before the reading of rows is given up, after 5 s.
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
    server.models.goOn();
    for (EventReader reader : waiting) {
      assertThat(reader.next().name()).isEqualTo("added");
    }
  }

  @Test
  void answersHeadAndRequiresAToken() throws Exception {
    assertError(server.send(server.request("/me/feed/updates")), 401);
    HttpResponse<String> head =
        server.send(
            server
                .request("/me/feed/updates")
                .header("Authorization", "Bearer " + server.token(ME))
                .method("HEAD", BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("Content-Type"))
        .contains("text/event-stream;charset=utf-8");
  }

  private EventReader open(String position) throws Exception {
    HttpResponse<InputStream> response = stream(position);
    assertThat(response.statusCode()).isEqualTo(200);
    return reader(response);
  }

  private EventReader openAs(long user) throws Exception {
    return reader(server.stream(server.token(user), null));
  }

  private HttpResponse<InputStream> stream(String position) throws Exception {
    return server.stream(server.token(ME), position);
  }

  private EventReader reader(HttpResponse<InputStream> response) {
    EventReader reader = new EventReader(response.body());
    readers.add(reader);
    return reader;
  }

  private static void assertError(HttpResponse<String> response, int status) {
    assertThat(Contract.read(response).get("code").intValue()).isEqualTo(status);
    assertThat(response.statusCode()).isEqualTo(status);
  }
}
