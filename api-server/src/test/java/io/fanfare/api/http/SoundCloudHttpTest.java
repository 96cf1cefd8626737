package io.fanfare.api.http;

import static io.fanfare.api.models.InMemoryModels.track;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fanfare.api.http.SoundCloudFacts.Comparison;
import io.fanfare.api.http.SoundCloudFacts.Path;
import io.fanfare.api.models.KeyList;
import io.fanfare.schemas.models.Comment;
import io.fanfare.schemas.models.Playlist;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.User;
import io.fanfare.schemas.search.DocumentKind;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A client of SoundCloud's public API can read these answers: a field that both have has the same
 * type. What differs on purpose is listed here, and named in the documentation of the API.
 */
class SoundCloudHttpTest {

  private static final SoundCloudFacts FACTS = new SoundCloudFacts();
  private static final long ME = TestServer.LISTENER;
  private static final long OTHER = 22;
  private static final long NOW = TestServer.NOW_MICROS;

  /** Fields that only this API has. */
  private static final Set<String> ADDED =
      Set.of(
          "Activity.id",
          "Activity.reason",
          "Activity.closeness",
          "Activity.reposter_user",
          "CommentUser.full_name",
          "CommentUser.city",
          "CommentUser.country",
          "CommentUser.created_at",
          "Error.error_code");

  /** Parameters that are refused with 400, wherever SoundCloud has them. */
  private static final Set<String> REFUSED =
      Set.of("offset", "secret_token", "show_tracks", "sort");

  private static final Map<String, String> VALUES =
      Map.ofEntries(
          Map.entry("access", "playable,preview"),
          Map.entry("limit", "1"),
          Map.entry("linked_partitioning", "true"),
          Map.entry("q", "a"),
          Map.entry("urns", "soundcloud:TABLE:11"),
          Map.entry("genres", "Brass"),
          Map.entry("tags", "loud"),
          Map.entry("bpm[from]", "100"),
          Map.entry("duration[to]", "100000"),
          Map.entry("created_at[from]", "2020-12-24 00:00:00"),
          Map.entry("url", "soundcloud:tracks:11"),
          Map.entry("offset", "0"),
          Map.entry("secret_token", "s-x"),
          Map.entry("show_tracks", "false"),
          Map.entry("sort", "recent"));

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    server.models.put(person(ME));
    server.models.put(person(OTHER));
    putSounds();
    for (KeyList list : EnumSet.complementOf(EnumSet.of(KeyList.COMMENTS_OF_TRACK))) {
      for (long of : List.of(11L, ME)) {
        for (long key : List.of(11L, 12L, ME, OTHER)) {
          server.lists.add(list, of, key);
        }
      }
    }
    server.models.put(person(11));
    for (long id : List.of(12L, 13L)) {
      server.lists.add(new Comment(id, OTHER, 11L, "here", 1_500L, NOW));
      server.lists.add(11, (int) id, 11);
    }
    for (DocumentKind kind : DocumentKind.values()) {
      server.index.put(kind, 11, "a");
      server.index.put(kind, 12, "a b");
    }
  }

  private static void putSounds() {
    for (long id : List.of(11L, 12L)) {
      server.publish(id, OTHER, NOW - id);
      server.repost(OTHER, id, NOW - id);
      server.models.put(
          Track.newBuilder(track(id, OTHER, NOW))
              .setPermalink("t")
              .setDescription("d")
              .setGenre("Brass")
              .setTagList("loud")
              .setDuration(40_000L)
              .setBpm(120)
              .setLicense("cc-by")
              .setArtworkUrl("https://img.example/1.jpg")
              .setCreatedAt(NOW)
              .build());
      server.models.put(
          Playlist.newBuilder()
              .setId(id)
              .setUserId(OTHER)
              .setTitle("p")
              .setPermalink("p")
              .setDescription("d")
              .setGenre("Brass")
              .setTagList("loud")
              .setArtworkUrl("https://img.example/1.jpg")
              .setSharing("public")
              .setPublishedAt(NOW)
              .setCreatedAt(NOW)
              .build());
    }
    server.models.put(person(OTHER));
  }

  private static User person(long id) {
    return User.newBuilder()
        .setId(id)
        .setUsername("name")
        .setPermalink("p" + id)
        .setFullName("Full Name")
        .setAvatarUrl("https://img.example/2.jpg")
        .setCity("Berlin")
        .setCountryCode("DE")
        .setCreatedAt(NOW)
        .setUpdatedAt(NOW)
        .build();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static List<Path> paths() {
    return FACTS.paths();
  }

  @ParameterizedTest
  @MethodSource("paths")
  void anAnswerHasNoFieldOfAnotherType(Path path) throws Exception {
    Comparison comparison = new Comparison();
    FACTS.compare(answer(path), path.schema(), "", comparison);
    assertThat(comparison.wrong).isEmpty();
    assertThat(ADDED).containsAll(comparison.added);
    assertThat(comparison.shared).isNotEmpty();
  }

  @Test
  void everyFactAndEveryDifferenceIsSeen() throws Exception {
    Comparison all = new Comparison();
    for (Path path : FACTS.paths()) {
      FACTS.compare(answer(path), path.schema(), "", all);
    }
    FACTS.compare(Contract.read(server.get("/me?offset=1")), "Error", "", all);
    assertThat(all.shared).containsExactlyInAnyOrderElementsOf(FACTS.fields());
    assertThat(all.added).containsExactlyInAnyOrderElementsOf(ADDED);
  }

  /** So that the comparison itself is known to find something. */
  @Test
  void anotherTypeIsFound() throws Exception {
    ObjectNode track = (ObjectNode) Contract.read(server.get("/tracks/soundcloud:tracks:11"));
    track.put("duration", "40000").putNull("title").put("x", 1);
    ((ObjectNode) track.get("user")).put("created_at", "2026/11/20 10:00:00 +0000");
    Comparison comparison = new Comparison();
    FACTS.compare(track, "Track", "", comparison);
    assertThat(comparison.wrong).hasSize(3);
    assertThat(comparison.added).containsExactly("Track.x");
  }

  @ParameterizedTest
  @MethodSource("paths")
  void aParameterIsUnderstoodOrRefusedAsDocumented(Path path) throws Exception {
    for (String name : path.parameters()) {
      HttpResponse<String> answer = get(path, name);
      if (REFUSED.contains(name)) {
        assertThat(answer.statusCode()).as(name).isEqualTo(400);
        assertThat(new ObjectMapper().readTree(answer.body()).get("error_code").textValue())
            .isEqualTo("parameter_unknown");
      } else {
        assertThat(answer.statusCode()).as(name + answer.body()).isIn(200, 302);
      }
    }
  }

  @Test
  void errorsHaveTheirShape() throws Exception {
    List<HttpResponse<String>> errors = new ArrayList<>();
    errors.add(server.get("/me?x=1"));
    errors.add(server.send(server.request("/me")));
    errors.add(server.get("/tracks/soundcloud:tracks:999"));
    for (HttpResponse<String> error : errors) {
      Comparison comparison = new Comparison();
      FACTS.compare(Contract.read(error), "Error", "", comparison);
      assertThat(comparison.wrong).isEmpty();
      assertThat(comparison.shared).containsExactly("Error.code", "Error.link", "Error.message");
      assertThat(Contract.read(error).get("code").intValue()).isEqualTo(error.statusCode());
    }
    assertThat(errors.stream().map(HttpResponse::statusCode)).containsExactly(400, 401, 404);
  }

  @Test
  void theDocumentationNamesEveryDifference() throws Exception {
    String page = Files.readString(java.nio.file.Path.of("../docs/reference/api.md"));
    String heading = "\n## Differences from SoundCloud's API\n";
    int begin = page.indexOf(heading);
    String section = page.substring(begin, page.indexOf("\n## ", begin + heading.length()));
    Set<String> names = new TreeSet<>(REFUSED);
    ADDED.forEach(field -> names.add(field.substring(field.indexOf('.') + 1)));
    for (String name : names) {
      assertThat(section).contains("`" + name + "`");
    }
  }

  private static JsonNode answer(Path path) throws Exception {
    HttpResponse<String> answer = get(path, path.parameters().contains("limit") ? "limit" : "url");
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 302);
    return Contract.read(answer);
  }

  private static HttpResponse<String> get(Path path, String parameter) throws Exception {
    String table = path.path().split("/", -1)[1];
    String query =
        path.parameters().contains(parameter)
            ? "?%s=%s"
                .formatted(
                    encoded(parameter), encoded(VALUES.get(parameter).replace("TABLE", table)))
            : "";
    String search = query.contains("limit") && path.parameters().contains("q") ? "&q=a" : "";
    String linked = search.isEmpty() ? "" : "&linked_partitioning=true";
    return server.get(
        path.path().replace("{urn}", "soundcloud:%s:11".formatted(table))
            + query
            + search
            + linked);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
