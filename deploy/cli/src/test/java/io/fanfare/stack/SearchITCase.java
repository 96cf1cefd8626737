package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.connectors.elasticsearch.ElasticsearchAccess;
import io.fanfare.connectors.elasticsearch.TombstonePurge;
import io.fanfare.local.server.ElasticsearchServer;
import io.fanfare.ops.search.Elasticsearch;
import io.fanfare.ops.search.ServedIndex;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** Rows in MySQL, and the documents that are found of them. */
@ExtendWith(SharedStack.class)
@Isolated("stops a server")
class SearchITCase {

  private Application application;
  private Elasticsearch elasticsearch;
  private Indexed indexed;

  @BeforeEach
  void connect() throws SQLException {
    application = new Application();
    elasticsearch = new Elasticsearch(SharedStack.get().addresses().access().requireSearch());
    indexed = new Indexed(elasticsearch);
  }

  @AfterEach
  void disconnect() throws SQLException {
    application.close();
    elasticsearch.close();
  }

  @Test
  void aTrackIsFoundWithItsOwnersNamesAndCountsForAsLongAsItMay() throws Exception {
    long artist = application.user();
    long listener = application.user();
    long track = application.track(artist);
    awaitTrack(
        track,
        found -> {
          assertThat(found.path("title").asText()).isEqualTo("track " + track);
          assertThat(found.at("/owner/username").asText()).isEqualTo("user " + artist);
          assertThat(found.path("likes").asLong()).isZero();
        });

    application.execute("UPDATE users SET username = 'renamed' WHERE id = ?", artist);
    application.execute("INSERT INTO track_likes VALUES (?, ?, UTC_TIMESTAMP(6))", listener, track);
    awaitTrack(
        track,
        found -> {
          assertThat(found.at("/owner/username").asText()).isEqualTo("renamed");
          assertThat(found.path("likes").asLong()).isEqualTo(1);
        });

    application.execute("UPDATE tracks SET sharing = 'private' WHERE id = ?", track);
    awaitTrack(track, found -> assertThat(found.isMissingNode()).isTrue());
    application.execute("UPDATE tracks SET sharing = 'public' WHERE id = ?", track);
    awaitTrack(track, found -> assertThat(found.isMissingNode()).isFalse());
    application.execute("DELETE FROM users WHERE id = ?", artist);
    awaitTrack(track, found -> assertThat(found.isMissingNode()).isTrue());
  }

  @Test
  void anAbsentElasticsearchIsWaitedFor() throws Exception {
    long artist = application.user();
    long removed = application.track(artist);
    awaitTrack(removed, found -> assertThat(found.isMissingNode()).isFalse());
    SharedStack.get().stop(ElasticsearchServer.NAME);
    application.execute("DELETE FROM tracks WHERE id = ?", removed);
    long track = application.track(artist);
    SharedStack.get().start(ElasticsearchServer.NAME);
    awaitTrack(track, found -> assertThat(found.isMissingNode()).isFalse());
    awaitTrack(removed, found -> assertThat(found.isMissingNode()).isTrue());
  }

  @Test
  void markersAreSweptWhenTheyAreOld() throws Exception {
    long old = Application.newId();
    long young = Application.newId();
    indexed.put("tracks", old, Map.of("id", old, "removed", true, "changed_at", 10));
    indexed.put("tracks", young, Map.of("id", young, "removed", true, "changed_at", 20));
    String served = ServedIndex.generation(elasticsearch);
    elasticsearch.ask("POST", "/_refresh", null);
    try (RestClient client =
        new ElasticsearchAccess(SharedStack.get().addresses().elasticsearchHost(), false, "", "")
            .open()) {
      assertThat(new TombstonePurge(client, served).run(20)).isEqualTo(1);
    }
    assertThat(elasticsearch.ask("GET", "/tracks-" + served + "/_doc/" + old, null).isMissingNode())
        .isTrue();
    assertThat(
            elasticsearch.ask("GET", "/tracks-" + served + "/_doc/" + young, null).isMissingNode())
        .isFalse();
  }

  private void awaitTrack(long id, Consumer<JsonNode> assertion) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .untilAsserted(() -> assertion.accept(indexed.get("tracks", id)));
  }
}
