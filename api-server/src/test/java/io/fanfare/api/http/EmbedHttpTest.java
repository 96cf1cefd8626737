package io.fanfare.api.http;

import static io.fanfare.api.models.InMemoryModels.playlist;
import static io.fanfare.api.models.InMemoryModels.track;
import static io.fanfare.api.models.InMemoryModels.user;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.api.models.PermalinkIndex;
import io.fanfare.schemas.models.Playlist;
import io.fanfare.schemas.models.Track;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What other sites need to show a track or playlist. */
class EmbedHttpTest {

  private static final long NOW = TestServer.NOW_MICROS;
  private static final long ARTIST = 22;
  private static final String API = TestServer.PUBLIC_URL;
  private static final String TRACK = API + "/tracks/soundcloud:tracks:-11";

  private final TestServer server = TestServer.start();

  @BeforeEach
  void put() {
    server.models.put(user(ARTIST));
    server.models.put(
        Track.newBuilder(track(-11, ARTIST, NOW))
            .setTitle("<First> \"light\"")
            .setPermalink("erstes licht/ü")
            .setArtworkUrl("https://images.example/1.jpg?a&b")
            .build());
    server.models.put(
        Playlist.newBuilder(playlist(7, ARTIST, NOW)).setPermalink("mornings").build());
    server.lists.add(PermalinkIndex.USERS, "user-22", 0, ARTIST);
    server.lists.add(PermalinkIndex.TRACKS, "erstes licht/ü", ARTIST, -11);
    server.lists.add(PermalinkIndex.PLAYLISTS, "mornings", ARTIST, 7);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "soundcloud:tracks:-11, tracks/soundcloud:tracks:-11",
    "https://feed.example/tracks/soundcloud:tracks:-11, tracks/soundcloud:tracks:-11",
    "https://feed.example/tracks/soundcloud%3Atracks%3A-11, tracks/soundcloud:tracks:-11",
    "https://feed.example/tracks/-11?utm_source=x#t, tracks/soundcloud:tracks:-11",
    "https://feed.example/playlists/7/, playlists/soundcloud:playlists:7",
    "https://feed.example/users/22, users/soundcloud:users:22",
    "https://feed.example/user-22, users/soundcloud:users:22",
    "https://feed.example/user-22/erstes%20licht%2F%C3%BC, tracks/soundcloud:tracks:-11",
    "https://feed.example/user-22/sets/mornings, playlists/soundcloud:playlists:7",
  })
  void resolvesUrnsAndUrlsOfItsOwn(String url, String path) throws Exception {
    HttpResponse<String> found = get("/resolve", url);
    assertThat(found.statusCode()).isEqualTo(302);
    assertThat(found.headers().firstValue("Location")).contains(API + "/" + path);
    assertThat(Contract.read(found).get("location").textValue()).isEqualTo(API + "/" + path);
  }

  /** Each address that an answer has leads back to what it came with. */
  @Test
  void resolvesEveryPermalinkUrlThatItIssues() throws Exception {
    for (String path :
        new String[] {
          "/tracks/soundcloud:tracks:-11",
          "/playlists/soundcloud:playlists:7",
          "/users/soundcloud:users:22"
        }) {
      JsonNode row = Contract.read(server.send(server.request(path)));
      assertThat(row.get("uri").textValue()).isEqualTo(API + path);
      HttpResponse<String> found = get("/resolve", row.get("permalink_url").textValue());
      assertThat(found.headers().firstValue("Location")).contains(API + path);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soundcloud:tracks:12",
        "soundcloud:comments:1",
        "https://feed.example",
        "https://feed.example/",
        "https://feed.example//",
        "https://feed.example/nobody",
        "https://feed.example/user-22/nothing",
        "https://feed.example/user-22/mornings",
        "https://feed.example/user-22/lists/mornings",
        "https://feed.example/user-22/sets/mornings/more",
        "https://feed.example/%zz",
        "https://feed.example.org/tracks/-11",
        "https://elsewhere.example/tracks/-11"
      })
  void whatIsNotThereIsNotFound(String url) throws Exception {
    for (String path : new String[] {"/resolve", "/oembed", "/widget"}) {
      HttpResponse<String> missing = get(path, url);
      assertThat(missing.statusCode()).as(path).isEqualTo(404);
      Contract.read(missing);
    }
  }

  @Test
  void whatNotEverybodyMaySeeIsNotFound() throws Exception {
    server.models.put(
        Track.newBuilder(track(-11, ARTIST, NOW))
            .setPermalink("erstes licht/ü")
            .setSharing("private")
            .build());
    for (String url : new String[] {TRACK, API + "/user-22/erstes%20licht%2F%C3%BC"}) {
      assertThat(get("/resolve", url).statusCode()).isEqualTo(404);
      assertThat(get("/oembed", url).statusCode()).isEqualTo(404);
      assertThat(get("/widget", url).statusCode()).isEqualTo(404);
    }
  }

  /** Permalinks are not unique in the source: what nobody may see does not stand in the way. */
  @Test
  void aPermalinkIsOfWhatIsThere() throws Exception {
    server.lists.add(PermalinkIndex.USERS, "user-22", 0, 5);
    server.lists.add(PermalinkIndex.PLAYLISTS, "mornings", ARTIST, 6);
    assertThat(get("/resolve", API + "/user-22/sets/mornings").headers().firstValue("Location"))
        .contains(API + "/playlists/soundcloud:playlists:7");
  }

  @Test
  void oEmbedHasAFrameOfTheWidget() throws Exception {
    JsonNode embed = Contract.read(get("/oembed", TRACK, "format=json"));
    assertThat(embed.get("title").textValue()).isEqualTo("<First> \"light\"");
    assertThat(embed.get("author_url").textValue()).isEqualTo(API + "/user-22");
    assertThat(embed.get("html").textValue())
        .isEqualTo(
            "<iframe width=\"640\" height=\"166\" src=\"https://feed.example/widget?url="
                + "https%3A%2F%2Ffeed.example%2Ftracks%2Fsoundcloud%3Atracks%3A-11\""
                + " title=\"&lt;First&gt; &quot;light&quot;\" frameborder=\"0\"></iframe>");
  }

  @Test
  void oEmbedIsNotLargerThanAsked() throws Exception {
    JsonNode embed = Contract.read(get("/oembed", TRACK, "maxwidth=300&maxheight=9999"));
    assertThat(embed.get("width").intValue()).isEqualTo(300);
    assertThat(embed.get("height").intValue()).isEqualTo(166);
    JsonNode list = Contract.read(get("/oembed", API + "/user-22/sets/mornings", "maxheight=100"));
    assertThat(list.get("width").intValue()).isEqualTo(640);
    assertThat(list.get("height").intValue()).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"maxwidth=0", "maxwidth=-1", "maxheight=1e3", "maxheight=10000", "callback=x"})
  void oEmbedRefusesWhatItDoesNotKnow(String parameter) throws Exception {
    HttpResponse<String> refused = get("/oembed", TRACK, parameter);
    assertThat(refused.statusCode()).isEqualTo(400);
    Contract.read(refused);
  }

  @Test
  void oEmbedIsJsonOnlyAndNeedsAUrl() throws Exception {
    HttpResponse<String> xml = get("/oembed", TRACK, "format=xml");
    assertThat(xml.statusCode()).isEqualTo(501);
    Contract.read(xml);
    for (String path : new String[] {"/resolve", "/oembed", "/widget"}) {
      assertThat(server.send(server.request(path)).statusCode()).isEqualTo(400);
    }
  }

  @Test
  void usersHaveNoEmbed() throws Exception {
    assertThat(get("/oembed", API + "/users/22").statusCode()).isEqualTo(404);
    assertThat(get("/widget", API + "/users/22").statusCode()).isEqualTo(404);
  }

  @Test
  void theWidgetMayBeEmbeddedByAnySiteAndRunsNothing() throws Exception {
    HttpResponse<String> page = get("/widget", TRACK);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
    assertThat(page.headers().firstValue("X-Frame-Options")).isEmpty();
    assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "frame-ancestors *")
        .doesNotContain("script-src", "unsafe");
    assertThat(page.body())
        .contains(
            "<title>&lt;First&gt; &quot;light&quot; · Fanfare</title>",
            "<img src=\"https://images.example/1.jpg?a&amp;b\" alt=\"\">",
            "href=\"https://feed.example/user-22/erstes%20licht%2F%C3%BC\"",
            ">user 22</a>")
        .doesNotContain("<First>", "<script", "<ol>", "{title}", "{tracks}");
  }

  @Test
  void theWidgetOfAPlaylistNamesItsFirstTracks() throws Exception {
    server.lists.add(7, 1, -11);
    server.lists.add(7, 2, 12);
    server.models.put(track(13, ARTIST, NOW));
    for (int place = 3; place < 40; place++) {
      server.lists.add(7, place, 13);
    }
    String page = get("/widget", "soundcloud:playlists:7").body();
    assertThat(page).contains("<ol>", "&lt;First&gt;", "<li>track 13</li>");
    // Of the first 20 places, one has a track that is not there.
    assertThat(page.split("<li>", -1)).hasSize(20);
  }

  @Test
  void theWidgetShowsNoImageThatIsNoWebAddress() throws Exception {
    server.models.put(
        Track.newBuilder(track(-11, ARTIST, NOW)).setArtworkUrl("javascript:alert(1)").build());
    assertThat(get("/widget", TRACK).body()).doesNotContain("<img", "javascript");
  }

  private HttpResponse<String> get(String path, String url) throws Exception {
    return get(path, url, "");
  }

  private HttpResponse<String> get(String path, String url, String more) throws Exception {
    String query = "?url=" + URLEncoder.encode(url, UTF_8) + (more.isEmpty() ? "" : "&" + more);
    return server.send(server.request(path + query));
  }
}
