package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fanfare.connectors.elasticsearch.ElasticsearchAccess;
import io.fanfare.connectors.elasticsearch.IndexMapping;
import io.fanfare.connectors.elasticsearch.TombstonePurge;
import io.fanfare.local.RequestedJobs;
import io.fanfare.local.server.ElasticsearchServer;
import io.fanfare.local.server.TaskManagerServer;
import io.fanfare.ops.backfill.SearchBuild;
import io.fanfare.ops.search.Elasticsearch;
import io.fanfare.ops.search.ServedIndex;
import io.fanfare.ops.setup.IndexSetup;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.search.Indices;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.elasticsearch.client.RestClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** Rows in MySQL, and the documents that are found of them. */
@ExtendWith(SharedStack.class)
@Isolated("stops a server")
class SearchITCase {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The index templates of this release do not match it. */
  private static final String OTHER = "v1-7";

  private Application application;
  private Elasticsearch elasticsearch;
  private Indexed indexed;
  private TopicTail<DeadLetter> deadLetters;
  private int loggedBefore;
  private long waiting;

  @BeforeEach
  void connect() throws Exception {
    application = new Application();
    elasticsearch = new Elasticsearch(SharedStack.get().addresses().access().requireSearch());
    indexed = new Indexed(elasticsearch);
    deadLetters = new TopicTail<>(Topics.DEADLETTERS, DeadLetter.class);
    loggedBefore = log().length();
  }

  @AfterEach
  void disconnect() throws SQLException {
    deadLetters.close();
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
  void aClosedIndexIsWaitedForAndNamed() throws Exception {
    String index = "tracks-" + ServedIndex.generation(elasticsearch);
    elasticsearch.ask("POST", "/" + index + "/_close", null);
    try {
      assertTheJobWaits(index, " is closed: open it with `POST /%s/_open`".formatted(index));
      // A start of the stack sets the indices up, and must not fail.
      new IndexSetup(SharedStack.get().addresses().access().requireSearch()).apply();
    } finally {
      elasticsearch.ask("POST", "/" + index + "/_open", null);
    }
    assertNothingIsLost();
  }

  @Test
  void aReadOnlyIndexIsWaitedForAndNamed() throws Exception {
    String index = "tracks-" + ServedIndex.generation(elasticsearch);
    block(index, true);
    try {
      assertTheJobWaits(index, " may not be written (index read-only (api))");
      new IndexSetup(SharedStack.get().addresses().access().requireSearch()).apply();
    } finally {
      block(index, null);
    }
    assertNothingIsLost();
  }

  /** A generation with a mapping that lacks a field, as one of an earlier release would. */
  @Test
  void anIndexWithoutAFieldOfThisReleaseIsWaitedForAndNamed() throws Exception {
    SearchBuild other = new SearchBuild(OTHER, null);
    RequestedJobs jobs = new RequestedJobs(SharedStack.settings().home());
    waiting = application.track(application.user());
    createOtherWithout("playback_count");
    jobs.add(other);
    try {
      awaitProblem(
          "job search-%1$s waits: index tracks-%1$s lacks the field playback_count"
              .formatted(OTHER));
      awaitLog("The job waits for index tracks-" + OTHER);
      elasticsearch.ask("PUT", "/tracks-" + OTHER + "/_mapping", mappings(DocumentKind.TRACK));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(
                          elasticsearch.ask("GET", "/tracks-" + OTHER + "/_doc/" + waiting, null))
                      .isNotEmpty());
      awaitNoProblem();
      assertNoDocumentIsADeadLetter();
    } finally {
      jobs.remove(other);
      await()
          .atMost(PATIENCE)
          .until(() -> !SharedStack.get().state().jobs().containsKey(other.job()));
      removeOther();
    }
  }

  private void createOtherWithout(String field) {
    for (DocumentKind kind : DocumentKind.values()) {
      ObjectNode mappings = mappings(kind);
      ((ObjectNode) mappings.path("properties")).remove(field);
      elasticsearch.ask(
          "PUT",
          "/" + Indices.index(kind, OTHER),
          Map.of(
              "settings", IndexMapping.analysis().at("/template/settings"), "mappings", mappings));
    }
  }

  private void removeOther() {
    for (DocumentKind kind : DocumentKind.values()) {
      elasticsearch.ask("DELETE", "/" + Indices.index(kind, OTHER), null);
    }
  }

  private static ObjectNode mappings(DocumentKind kind) {
    return (ObjectNode) IndexMapping.template(kind).at("/template/mappings");
  }

  private void block(String index, @Nullable Boolean isReadOnly) {
    Map<String, Object> setting = new HashMap<>();
    setting.put("index.blocks.read_only", isReadOnly);
    elasticsearch.ask("PUT", "/" + index + "/_settings", setting);
  }

  /** Writes a track, and waits until the job has tried to index it. */
  private void assertTheJobWaits(String index, String reason) throws Exception {
    awaitProblem(" waits: index " + index + reason);
    waiting = application.track(application.user());
    awaitLog("The job waits for index " + index);
  }

  private void assertNothingIsLost() throws Exception {
    awaitTrack(waiting, found -> assertThat(found.isMissingNode()).isFalse());
    awaitNoProblem();
    assertNoDocumentIsADeadLetter();
  }

  private void awaitProblem(String sentence) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(SharedStack.get().state().problem()).contains(sentence));
  }

  private void awaitNoProblem() {
    await().atMost(PATIENCE).until(() -> SharedStack.get().state().problem().isEmpty());
  }

  private void awaitLog(String line) {
    await().atMost(PATIENCE).until(() -> log().substring(loggedBefore).contains(line));
  }

  private static String log() throws IOException {
    return Files.readString(
        SharedStack.settings().home().logs().resolve(TaskManagerServer.NAME + ".log"));
  }

  /** Documents come from no topic. A job that reads the log again may reject records of it. */
  private void assertNoDocumentIsADeadLetter() throws Exception {
    assertThat(deadLetters.seen())
        .noneMatch(letter -> letter.getRecord().getTopic().equals(letter.getJob()));
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
        ElasticsearchAccess.open(SharedStack.get().addresses().elasticsearchUrl()).open()) {
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
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .untilAsserted(() -> assertion.accept(indexed.get("tracks", id)));
  }
}
