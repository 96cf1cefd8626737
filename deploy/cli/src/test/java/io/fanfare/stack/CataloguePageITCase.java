package io.fanfare.stack;

import static io.fanfare.stack.browser.DashboardPage.patiently;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.stack.browser.Browser;
import io.fanfare.stack.browser.DashboardPage;
import io.fanfare.stack.browser.OtherSite;
import java.net.URLEncoder;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The page at `/catalogue` in a real browser, and what other sites embed. */
@ExtendWith(SharedStack.class)
class CataloguePageITCase {

  private static final String HOSTILE = "<img src=x onerror=\"window.hacked=1\"><b>bold</b>";

  /** Ids beyond what JavaScript's numbers can tell apart. */
  private static final long LARGE = 1L << 62;

  private static final int PAGE = 20;

  private static Browser browser;

  private final String address = SharedStack.get().addresses().apiUrl();
  private final DashboardPage page = new DashboardPage(browser, address);
  private Application application;
  private long artist;
  private long listener;

  @BeforeAll
  static void openBrowser() {
    browser = Browser.open();
  }

  @AfterAll
  static void closeBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void makeUsers() throws SQLException {
    browser.resize(1280, 900);
    browser.complaints();
    application = new Application();
    artist = user("Северный Хор");
    listener = user("Mara Lindqvist");
    application.execute(
        "UPDATE users SET city = 'Tromsø', country_code = 'NO' WHERE id = ?", artist);
  }

  @AfterEach
  void disconnect() throws SQLException {
    application.close();
  }

  @Test
  void aProfileHasAUserAndTheListsAround() throws Exception {
    for (int i = 0; i < PAGE + 5; i++) {
      track(artist, "sound " + i);
    }
    long liked = track(listener, "Erster Klang");
    long reposted = track(listener, "밤의 산책");
    like(artist, liked);
    application.repost(artist, reposted);
    long playlist = playlist("Nordlys");
    application.follow(listener, artist);
    application.follow(artist, user("Mara's friend"));
    open("users", artist);

    assertThat(text("#title")).isEqualTo("Северный Хор");
    assertThat(text("#facts")).isEqualTo("Tromsø, Norway");
    assertThat(text("#picture")).isEqualTo("С");
    assertThat(browser.driver().getTitle()).isEqualTo("Северный Хор · Fanfare");
    patiently().until(() -> titles().size() == PAGE);
    assertThat(titles()).startsWith("sound 24", "sound 23");
    photographs("profile");
    page.one("#more").click();
    patiently().until(() -> titles().size() == PAGE + 5);
    assertThat(page.one("#more").isDisplayed()).isFalse();
    assertThat(page.run("return document.activeElement.querySelector('.title').textContent"))
        .isEqualTo("sound 4");

    choose("playlists");
    patiently().until(() -> titles().equals(List.of("Nordlys")));
    assertThat(page.one("#found .title a").getDomProperty("href"))
        .isEqualTo(pageOf("playlists", playlist));
    choose("likes/tracks");
    patiently().until(() -> titles().equals(List.of("Erster Klang")));
    choose("reposts/tracks");
    patiently().until(() -> titles().equals(List.of("밤의 산책")));
    choose("followings");
    patiently().until(() -> people().equals(List.of("Mara's friend")));
    choose("followers");
    patiently().until(() -> people().equals(List.of("Mara Lindqvist")));
    assertThat(titles()).isEmpty();
    photographs("profile-followers");
    page.one("#found-people a").click();
    patiently().until(() -> text("#title").equals("Mara Lindqvist"));
    assertThat(browser.driver().getCurrentUrl()).isEqualTo(pageOf("users", listener));
    choose("playlists");
    patiently().until(() -> text("#results-message").equals("Nothing here yet."));
    assertQuiet();
  }

  @Test
  void aTrackHasItsCommentsAndWhoLikesAndRepostsIt() throws Exception {
    long track = track(artist, "Erster Klang");
    application.execute(
        "UPDATE tracks SET description = ?, genre = 'ambient', duration = 187000 WHERE id = ?",
        "Recorded at night.\nMixed by day.",
        track);
    for (int i = 0; i < PAGE + 1; i++) {
      comment(track, listener, i == PAGE ? "Schön!\nNochmal." : "comment " + i);
    }
    like(listener, track);
    application.repost(user("김하늘"), track);
    open("tracks", track);

    assertThat(text("#title")).isEqualTo("Erster Klang");
    assertThat(text("#by")).isEqualTo("by Северный Хор");
    assertThat(page.texts("#facts span")).startsWith("3:07", "ambient");
    assertThat(page.one("#description").getText()).isEqualTo("Recorded at night.\nMixed by day.");
    patiently().until(() -> page.all("#found-comments li").size() == PAGE);
    assertThat(page.one("#found-comments .body").getText()).isEqualTo("Schön!\nNochmal.");
    assertThat(page.texts("#found-comments .why").get(0)).startsWith("Mara Lindqvist at 1:05");
    page.one("#embed summary").click();
    patiently().until(() -> !code().isEmpty());
    assertThat(code()).isEqualTo(embed("tracks", track));
    photographs("track");
    page.one("#more").click();
    patiently().until(() -> page.all("#found-comments li").size() == PAGE + 1);
    assertThat(page.texts("#found-comments .body")).endsWith("comment 0");

    choose("favoriters");
    patiently().until(() -> people().equals(List.of("Mara Lindqvist")));
    choose("reposters");
    patiently().until(() -> people().equals(List.of("김하늘")));
    page.one("#by a").click();
    patiently().until(() -> text("#title").equals("Северный Хор"));
    assertQuiet();
  }

  @Test
  void aPlaylistHasItsTracksInTheirOrder() throws Exception {
    long playlist = playlist("Nordlys");
    long first = track(artist, "Erster Klang");
    long second = track(artist, "밤의 산책");
    inPlaylist(playlist, 0, second);
    inPlaylist(playlist, 1, first);
    inPlaylist(playlist, 2, second);
    open("playlists", playlist);

    assertThat(text("#kind")).isEqualTo("Playlist");
    patiently().until(() -> titles().equals(List.of("밤의 산책", "Erster Klang", "밤의 산책")));
    photographs("playlist");
    page.one("#found .title a").click();
    patiently().until(() -> text("#title").equals("밤의 산책"));
    assertThat(browser.driver().getCurrentUrl()).isEqualTo(pageOf("tracks", second));
    assertQuiet();
  }

  @ParameterizedTest
  @CsvSource({"users", "tracks", "playlists"})
  void countsAreShownIfTheApiHasThem(String table) throws Exception {
    long track = track(artist, "Erster Klang");
    long playlist = playlist("Nordlys");
    inPlaylist(playlist, 0, track);
    like(listener, track);
    application.follow(listener, artist);
    long id = table.equals("users") ? artist : table.equals("tracks") ? track : playlist;
    open(table, id);

    JsonNode row = Feed.get(listener, "/%s/%s".formatted(table, urn(table, id)));
    List<String> expected =
        switch (table) {
          case "users" ->
              List.of(
                  label(row, "Tracks", "track_count"),
                  label(row, "Playlists", "playlist_count"),
                  "Likes",
                  "Reposts",
                  label(row, "Followers", "followers_count"),
                  label(row, "Following", "followings_count"));
          case "tracks" ->
              List.of(
                  label(row, "Comments", "comment_count"),
                  label(row, "Liked by", "favoritings_count"),
                  label(row, "Reposted by", "reposts_count"));
          default -> List.of(label(row, "Tracks", "track_count"));
        };
    assertThat(page.texts("#lists button")).isEqualTo(expected);
    assertThat(page.texts("#lists [aria-pressed=true]")).containsExactly(expected.get(0));
  }

  private static String label(JsonNode row, String name, String field) {
    return row.has(field) ? name + " " + row.get(field).asLong() : name;
  }

  @Test
  void namesOnTheDashboardAndInTheSearchLeadHereAndBack() throws Exception {
    String title = "Fernlicht " + Application.newId();
    long track = track(artist, title);
    application.follow(listener, artist);
    patiently().until(() -> Feed.of(listener).size() == 1);
    page.openDashboard(listener);
    patiently().until(() -> page.titles().equals(List.of(title)));
    assertThat(page.one("#sounds .title a").getDomProperty("href"))
        .isEqualTo(pageOf("tracks", track) + "#user-" + listener);

    page.one("#sounds .actor").click();
    patiently().until(() -> text("#title").equals("Северный Хор"));
    patiently().until(() -> titles().equals(List.of(title)));
    page.one("#found .title a").click();
    patiently().until(() -> text("#title").equals(title));
    page.one(".button.home").click();
    page.awaitLive();
    assertThat(browser.driver().getCurrentUrl()).isEqualTo(address + "/#user-" + listener);

    String search = "/users?q=" + URLEncoder.encode("Северный", UTF_8);
    patiently().until(() -> !Feed.get(listener, search).get("collection").isEmpty());
    page.one("#query").sendKeys("Северный" + Keys.ENTER);
    page.one("#kinds [data-path=users]").click();
    patiently().until(() -> people().contains("Северный Хор"));
    page.one("#found-people a").click();
    patiently().until(() -> text("#title").equals("Северный Хор"));
    page.one(".brand").click();
    page.awaitLive();
    page.one("#owner-name").click();
    patiently().until(() -> text("#title").equals("Mara Lindqvist"));
    assertQuiet();
  }

  @Test
  void worksByKeyboardAlone() throws Exception {
    track(artist, "Erster Klang");
    application.follow(listener, artist);
    open("users", artist);
    page.tabTo("#lists [data-path=followers]");
    page.press(Keys.ENTER);
    patiently().until(() -> people().equals(List.of("Mara Lindqvist")));
    page.tabTo("#found-people a");
    page.press(Keys.ENTER);
    patiently().until(() -> text("#title").equals("Mara Lindqvist"));
    assertQuiet();
  }

  @Test
  void whatOthersWroteIsOnlyText() throws Exception {
    long hostile = user(HOSTILE);
    application.execute(
        "UPDATE users SET city = ?, avatar_url = 'javascript:window.hacked=1' WHERE id = ?",
        HOSTILE,
        hostile);
    long track = track(hostile, HOSTILE);
    application.execute(
        "UPDATE tracks SET description = ?, genre = ?, artwork_url = ? WHERE id = ?",
        HOSTILE,
        HOSTILE,
        "data:image/svg+xml,<svg onload='window.hacked=1'/>",
        track);
    comment(track, hostile, HOSTILE);
    open("tracks", track);
    patiently().until(() -> page.texts("#found-comments .body").equals(List.of(HOSTILE)));
    assertThat(text("#title")).isEqualTo(HOSTILE);
    assertThat(text("#description")).isEqualTo(HOSTILE);
    assertThat(page.all("main img, main b")).isEmpty();
    open("users", hostile);
    patiently().until(() -> titles().equals(List.of(HOSTILE)));
    assertThat(text("#title")).isEqualTo(HOSTILE);
    assertThat(page.all("main img, main b")).isEmpty();
    assertThat(page.run("return window.hacked")).isNull();
    assertQuiet();
  }

  @Test
  void picturesComeFromWhereverTheApplicationKeepsThem() throws Exception {
    try (OtherSite site = OtherSite.open()) {
      application.execute("UPDATE users SET avatar_url = ? WHERE id = ?", site.picture(), artist);
      application.execute(
          "UPDATE users SET avatar_url = ? WHERE id = ?", site.url() + "/gone.png", listener);
      open("users", artist);
      patiently().until(() -> isLoaded("#picture img"));
      photographs("profile-picture");
      assertQuiet();
      open("users", listener);
      patiently().until(() -> page.all("#picture img").isEmpty());
      assertThat(text("#picture")).as("the painted one stays").isEqualTo("M");
      assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("404"));
    }
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    for (String path : List.of("", "?urn=soundcloud:tracks:x", "?urn=soundcloud:comments:1")) {
      visit(address + "/catalogue" + path);
      awaitProblem("The address of this page names no user, track or playlist.");
    }
    long hidden = track(artist, "hidden");
    application.execute("UPDATE tracks SET sharing = 'private' WHERE id = ?", hidden);
    visit(pageOf("tracks", hidden));
    awaitProblem("There is no such track, or it is not public.");
    assertThat(page.one("#retry").isDisplayed()).isFalse();
    photographs("catalogue-nothing");
    visit(pageOf("users", Long.MAX_VALUE));
    awaitProblem("There is no such user.");
    assertThat(browser.complaints()).allMatch(complaint -> complaint.contains(" 404 "));
  }

  @Test
  void triesAgainWhenTheServerIsBack() throws Exception {
    for (int i = 0; i < PAGE + 1; i++) {
      track(artist, "sound " + i);
    }
    open("users", artist);
    patiently().until(() -> titles().size() == PAGE);
    browser.goOffline(true);
    try {
      page.one("#more").click();
      patiently().until(() -> text("#results-message").equals("The server can’t be reached."));
      assertThat(text("#more")).isEqualTo("Try again");
    } finally {
      browser.goOffline(false);
    }
    page.one("#more").click();
    patiently().until(() -> titles().size() == PAGE + 1);
    assertThat(text("#results-message")).isEmpty();
    assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("net::ERR_"));
  }

  @Test
  void anotherSiteEmbedsATrackAndAPlaylist() throws Exception {
    long track = track(artist, HOSTILE);
    long playlist = playlist("Nordlys");
    inPlaylist(playlist, 0, track);
    try (OtherSite site = OtherSite.open()) {
      site.show(embed("tracks", track) + embed("playlists", playlist));
      visit(site.url());
      for (int width : List.of(390, 1280)) {
        browser.resize(width, 900);
        browser.photograph("embedded-" + width);
      }
      assertThat(inFrame(0, "h1")).isEqualTo(HOSTILE);
      assertThat(inFrame(0, "p")).isEqualTo("Северный Хор");
      assertThat(inFrame(1, "h1")).isEqualTo("Nordlys");
      assertThat(inFrame(1, "li")).isEqualTo(HOSTILE);
      assertQuiet();
      // The pages themselves are nobody's to embed.
      site.show("<iframe src=\"%s\"></iframe>".formatted(pageOf("tracks", track)));
      visit(site.url());
      patiently().until(() -> String.join("", browser.complaints()).contains("frame-ancestors"));
    }
  }

  private String inFrame(int index, String selector) {
    browser.driver().switchTo().frame(index);
    try {
      return page.one(selector).getText();
    } finally {
      browser.driver().switchTo().defaultContent();
    }
  }

  /** The code for embedding, as the API returns it. */
  private String embed(String table, long id) throws Exception {
    return Feed.get(listener, "/oembed?url=" + urn(table, id)).get("html").textValue();
  }

  private static long newId() {
    return LARGE + Application.newId();
  }

  private long user(String name) throws SQLException {
    long id = newId();
    application.user(id);
    application.execute("UPDATE users SET username = ? WHERE id = ?", name, id);
    return id;
  }

  private long track(long owner, String title) throws SQLException {
    long id = newId();
    application.track(id, owner, Application.now());
    application.execute("UPDATE tracks SET title = ? WHERE id = ?", title, id);
    return id;
  }

  private long playlist(String title) throws SQLException {
    long id = newId();
    application.execute(
        "INSERT INTO playlists (id, user_id, title, permalink, published_at, created_at, updated_at)"
            + " VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))",
        id,
        artist,
        title,
        "playlist-" + id,
        Application.utc(Application.now()));
    return id;
  }

  private void inPlaylist(long playlist, int position, long track) throws SQLException {
    application.execute(
        "INSERT INTO playlist_tracks (playlist_id, position, track_id) VALUES (?, ?, ?)",
        playlist,
        position,
        track);
  }

  private void like(long user, long track) throws SQLException {
    application.execute(
        "INSERT INTO track_likes (user_id, track_id, created_at) VALUES (?, ?, UTC_TIMESTAMP(6))",
        user,
        track);
  }

  private void comment(long track, long user, String body) throws SQLException {
    application.execute(
        "INSERT INTO comments (id, user_id, track_id, body, timestamp_ms, created_at)"
            + " VALUES (?, ?, ?, ?, 65000, UTC_TIMESTAMP(6))",
        newId(),
        user,
        track,
        body);
  }

  private static String urn(String table, long id) {
    return "soundcloud:%s:%d".formatted(table, id);
  }

  private String pageOf(String table, long id) {
    return address + "/catalogue?urn=" + urn(table, id);
  }

  private void open(String table, long id) {
    visit(pageOf(table, id));
    patiently().until(() -> page.one("#row").isDisplayed());
  }

  private void visit(String url) {
    // A change of the fragment alone would not load the page.
    browser.driver().get("about:blank");
    browser.driver().get(url);
  }

  private void choose(String path) {
    // The driver does not know that the bar covers the top.
    page.run("scrollTo(0, 0)");
    page.one("#lists [data-path='%s']".formatted(path)).click();
  }

  private void awaitProblem(String sentence) {
    patiently().until(() -> page.one("#problem").getText().equals(sentence));
    assertThat(page.one("#row").isDisplayed()).isFalse();
  }

  private boolean isLoaded(String image) {
    return Boolean.TRUE.equals(
        page.run("return document.querySelector(arguments[0]).naturalWidth > 0", image));
  }

  private List<String> titles() {
    return page.texts("#found .title");
  }

  private List<String> people() {
    return page.texts("#found-people .person-name");
  }

  private String code() {
    return String.valueOf(page.one("#embed-code").getDomProperty("value"));
  }

  private String text(String selector) {
    return page.texts(selector).get(0);
  }

  /** No error, no warning, no violation of the page's policy. */
  private static void assertQuiet() {
    assertThat(browser.complaints()).isEqualTo(Collections.emptyList());
  }

  /** On a phone and on a desk, by day and by night. */
  private void photographs(String name) {
    for (String scheme : List.of("light", "dark")) {
      // Colours that are still on their way would be in the picture.
      browser.prefer(scheme, true);
      photograph(name + "-phone-" + scheme, 390, 844);
      photograph(name + "-desk-" + scheme, 1280, 900);
    }
    browser.prefer("light", false);
  }

  private void photograph(String name, int width, int height) {
    browser.resize(width, height);
    assertThat(page.width()).as("nothing sticks out at the side: " + name).isEqualTo(width);
    browser.photograph(name);
  }
}
