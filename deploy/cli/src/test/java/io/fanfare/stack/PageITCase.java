package io.fanfare.stack;

import static io.fanfare.stack.browser.DashboardPage.patiently;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.local.server.ApiServerProcess;
import io.fanfare.stack.browser.Browser;
import io.fanfare.stack.browser.DashboardPage;
import java.net.URLEncoder;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.openqa.selenium.Keys;

/** The page in a real browser, on rows that the application writes. */
@ExtendWith(SharedStack.class)
@Isolated("stops the API server")
class PageITCase {

  private static final String HOSTILE = "<img src=x onerror=\"window.hacked=1\"><b>bold</b>";

  private static Browser browser;

  private final DashboardPage page =
      new DashboardPage(browser, SharedStack.get().addresses().apiUrl());
  private Application application;
  private long listener;
  private long artist;

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
    listener = user("Mara Lindqvist " + Application.newId());
    artist = user("Северный Хор");
    application.follow(listener, artist);
  }

  @AfterEach
  void disconnect() throws SQLException {
    application.close();
    page.run("location.hash = ''");
  }

  @Test
  void showsTheDashboardOfAChosenUserInAnyScript() throws Exception {
    publishInManyScripts();
    page.open();
    patiently().until(() -> !page.all("#people a").isEmpty());
    photographs("chooser");
    page.one("#name").sendKeys(nameOf(listener));
    patiently().until(() -> page.texts("#people .person-name").equals(List.of(nameOf(listener))));
    page.one("#people a").click();

    patiently().until(() -> page.titles().size() == Sample.SOUNDS.size() + 1);
    assertThat(page.titles()).containsAll(Sample.titles());
    assertThat(page.texts("#sounds .repost .why-text")).containsExactly("Северный Хор reposted");
    assertThat(page.texts("#sounds .repost .by")).containsExactly("by 김하늘");
    assertThat(page.one("#owner-name").getText()).isEqualTo(nameOf(listener));
    page.awaitLive();
    photographs("dashboard");
    assertQuiet();
  }

  @Test
  void aNewSoundArrivesAndAnUnfollowTakesAwayWithoutReloading() throws Exception {
    page.openDashboard(listener);
    patiently().until(() -> page.one("#feed-message").getText().startsWith("Nothing here yet"));
    photographs("empty");

    long first = track("Erster Klang", Application.now());
    patiently().until(() -> page.titles().equals(List.of("Erster Klang")));
    assertThat(page.one("#sounds time").getText()).isEqualTo("just now");
    assertThat(page.one("#announcer").getText()).isEqualTo("A new sound has arrived.");
    long other = user("another");
    application.follow(listener, other);
    application.repost(other, first);
    patiently().until(() -> page.titles().size() == 2);
    assertThat(page.texts("#sounds .why-text")).contains("another reposted");

    application.unfollow(listener, artist);
    patiently().until(() -> page.all("#sounds article").size() == 1);
    application.unfollow(listener, other);
    patiently().until(() -> page.one("#feed-message").getText().startsWith("Nothing here yet"));
    assertThat(page.loads()).isEqualTo(1);
    assertThat(page.isStillTheSame()).isTrue();
    assertQuiet();
  }

  @Test
  void missesNothingWhileTheServerIsAway() throws Exception {
    track("before", Application.now().minusSeconds(5));
    long goes = track("goes", Application.now().minusSeconds(4));
    page.openDashboard(listener);
    patiently().until(() -> page.titles().equals(List.of("goes", "before")));

    SharedStack.get().stop(ApiServerProcess.NAME);
    try {
      patiently().until(() -> page.connection().startsWith("Reconnecting"));
      photographs("reconnecting");
      track("meanwhile", Application.now());
      application.execute("DELETE FROM tracks WHERE id = ?", goes);
    } finally {
      SharedStack.get().start(ApiServerProcess.NAME);
    }

    patiently().until(() -> page.titles().equals(List.of("meanwhile", "before")));
    page.awaitLive();
    track("after", Application.now());
    patiently().until(() -> page.titles().equals(List.of("after", "meanwhile", "before")));
    assertThat(page.loads()).isEqualTo(1);
    assertThat(page.isStillTheSame()).isTrue();
    // Without a listener the server does not follow Kafka yet.
    assertThat(browser.complaints())
        .allMatch(complaint -> complaint.contains("net::ERR_") || complaint.contains(" 503 "));
  }

  @Test
  void loadsOlderSoundsByScrollingAndDoesNotJumpWhenNewOnesCome() throws Exception {
    List<String> expected = new ArrayList<>();
    Instant time = Application.now();
    for (int i = 0; i < 65; i++) {
      expected.add("sound " + i);
      track("sound " + i, time.minus(Duration.ofMinutes(i)));
    }
    awaitFeed(65);
    page.openDashboard(listener);
    patiently().until(() -> page.titles().size() >= 20);
    assertThat(page.titles().size()).isLessThan(65);
    patiently()
        .until(
            () -> {
              page.run("scrollTo(0, document.documentElement.scrollHeight)");
              return page.titles().equals(expected);
            });
    assertThat(page.one("#feed-message").getText()).startsWith("That is all");

    page.run("document.querySelectorAll('#sounds article')[30].scrollIntoView()");
    long scrolled = page.scrolled();
    track("newest", Application.now());
    patiently().until(() -> page.one("#fresh").getText().equals("1 new sound"));
    assertThat(page.scrolled()).isEqualTo(scrolled);
    assertThat(page.titles()).isEqualTo(expected);
    photographs("new-sounds");
    page.one("#fresh").click();
    patiently().until(() -> page.titles().get(0).equals("newest") && page.scrolled() == 0);
    assertThat(page.titles()).hasSize(66);
    assertQuiet();
  }

  @Test
  void worksByKeyboardAlone() throws Exception {
    Instant time = Application.now();
    for (int i = 0; i < 3; i++) {
      track("sound " + i, time.minusSeconds(i));
    }
    awaitFeed(3);
    page.open();
    patiently().until(() -> !page.all("#people a").isEmpty());
    page.tabTo("#name");
    page.press(Long.toString(listener));
    patiently().until(() -> page.texts("#people .person-name").equals(List.of(nameOf(listener))));
    page.press(Keys.ENTER);
    page.press(Keys.ENTER);
    page.awaitLive();
    patiently().until(() -> page.titles().size() == 3);

    page.tabTo("#sounds article");
    photographs("keyboard");
    page.press(Keys.PAGE_DOWN);
    assertThat(focusedTitle()).isEqualTo("sound 1");
    page.press(Keys.PAGE_DOWN);
    assertThat(focusedTitle()).isEqualTo("sound 2");
    page.press(Keys.PAGE_UP);
    assertThat(focusedTitle()).isEqualTo("sound 1");
    application.execute("DELETE FROM tracks WHERE title = ? AND user_id = ?", "sound 1", artist);
    patiently().until(() -> page.titles().size() == 2);
    assertThat(focusedTitle()).isEqualTo("sound 2");
    assertQuiet();
  }

  @Test
  void theLinkThatSkipsTheBarKeepsTheChosenUser() throws Exception {
    page.openDashboard(listener);
    page.tabTo(".skip");
    page.press(Keys.ENTER);
    assertThat(page.run("return document.activeElement.id")).isEqualTo("main");
    assertThat(browser.driver().getCurrentUrl()).endsWith("/#user-" + listener);
    assertThat(page.one("#dashboard").isDisplayed()).isTrue();
    assertQuiet();
  }

  @Test
  void findsWhatOneBeginsToType() throws Exception {
    String title = "Klangsuche " + Application.newId();
    track(title, Application.now());
    String search = "/tracks?q=" + URLEncoder.encode(title, UTF_8);
    patiently().until(() -> Feed.get(listener, search).get("collection").size() == 1);
    page.openDashboard(listener);

    page.one("#query").sendKeys("Klnagsu");
    patiently().until(() -> page.texts("#suggestions .suggested").equals(List.of(title)));
    assertThat(page.one("#query").getDomAttribute("aria-expanded")).isEqualTo("true");
    photographs("suggestions");
    page.press(Keys.ARROW_DOWN);
    assertThat(page.one("#query").getDomAttribute("aria-activedescendant"))
        .isEqualTo("suggestion-0");
    page.press(Keys.ENTER);
    patiently().until(() -> page.texts("#found .title").equals(List.of(title)));
    assertThat(page.one("#suggestions").isDisplayed()).isFalse();
    assertThat(page.one("#stream").isDisplayed()).isFalse();
    photographs("found");

    page.one("#kinds [data-path=users]").click();
    patiently().until(() -> page.one("#results-message").getText().equals("No people found."));
    page.one("#query").clear();
    page.one("#query").sendKeys("Северный" + Keys.ENTER);
    patiently().until(() -> page.texts("#found-people .person-name").contains("Северный Хор"));
    page.one("#results-close").click();
    assertThat(page.one("#stream").isDisplayed()).isTrue();
    assertThat(page.loads()).isEqualTo(1);
    assertQuiet();
  }

  @Test
  void whatOthersWroteIsOnlyText() throws Exception {
    long hostile = user(HOSTILE);
    application.follow(listener, hostile);
    long track = Application.newId();
    application.track(track, hostile, Application.now());
    application.execute(
        "UPDATE tracks SET title = ?, genre = ? WHERE id = ?", HOSTILE, HOSTILE, track);
    application.repost(artist, track);
    awaitFeed(2);
    page.openDashboard(listener);
    patiently().until(() -> page.titles().equals(List.of(HOSTILE, HOSTILE)));
    assertThat(page.texts("#sounds .actor")).contains(HOSTILE);
    assertThat(page.all("#sounds img, #sounds b")).isEmpty();
    page.openDashboard(hostile);
    assertThat(page.one("#owner-name").getText()).isEqualTo(HOSTILE);
    assertThat(page.run("return window.hacked")).isNull();
    assertQuiet();
  }

  @Test
  void saysWhenItIsOfflineAndComesBack() throws Exception {
    track("before", Application.now());
    page.openDashboard(listener);
    patiently().until(() -> page.titles().equals(List.of("before")));
    browser.goOffline(true);
    try {
      patiently().until(() -> page.connection().equals("Offline"));
      photographs("offline");
      track("meanwhile", Application.now());
    } finally {
      browser.goOffline(false);
    }
    patiently().until(() -> page.titles().equals(List.of("meanwhile", "before")));
    assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("net::ERR_"));
  }

  @Test
  void asksForATokenIfNoUserCanBeChosen() throws Exception {
    track("mine", Application.now());
    awaitFeed(1);
    // By a name of its own, the server is another site's, and lets nobody in.
    String address = SharedStack.get().addresses().apiUrl().replace("127.0.0.1", Browser.ALIAS);
    DashboardPage foreign = new DashboardPage(browser, address);
    foreign.open();
    patiently().until(() -> foreign.one("#token").isDisplayed());
    photographs("token");
    foreign.one("#token").sendKeys("x.y.z" + Keys.ENTER);
    patiently().until(() -> foreign.one("#token-error").getText().contains("not valid"));
    foreign.one("#token").sendKeys(Feed.token(listener) + Keys.ENTER);
    foreign.awaitLive();
    patiently().until(() -> foreign.titles().equals(List.of("mine")));
    track("another", Application.now());
    patiently().until(() -> foreign.titles().equals(List.of("another", "mine")));
    assertThat(browser.complaints()).allMatch(c -> c.contains(" 403 ") || c.contains(" 401 "));
  }

  private void publishInManyScripts() throws Exception {
    Instant time = Application.now();
    long reposted = 0;
    for (Sample.Sound sound : Sample.SOUNDS) {
      long owner = user(sound.artist());
      application.execute(
          "UPDATE users SET city = ?, country_code = ? WHERE id = ?",
          sound.city(),
          sound.country(),
          owner);
      application.follow(listener, owner);
      long track = Application.newId();
      application.track(track, owner, time.minusSeconds(sound.secondsAgo()));
      application.execute(
          "UPDATE tracks SET title = ?, genre = ?, duration = ? WHERE id = ?",
          sound.title(),
          sound.genre(),
          sound.seconds() * 1_000L,
          track);
      reposted = sound.artist().equals("김하늘") ? track : reposted;
    }
    application.repost(artist, reposted);
    awaitFeed(Sample.SOUNDS.size() + 1);
  }

  private long track(String title, Instant publishedAt) throws SQLException {
    long id = Application.newId();
    application.execute(
        "INSERT INTO tracks (id, user_id, title, permalink, published_at, created_at, updated_at)"
            + " VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))",
        id,
        artist,
        title,
        "track-" + id,
        Application.utc(publishedAt));
    return id;
  }

  private long user(String name) throws SQLException {
    long id = application.user();
    application.execute("UPDATE users SET username = ? WHERE id = ?", name, id);
    return id;
  }

  private String nameOf(long user) throws SQLException {
    try (var rows =
        application
            .connection()
            .createStatement()
            .executeQuery("SELECT username FROM users WHERE id = " + user)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private void awaitFeed(int entries) {
    patiently().until(() -> Feed.of(listener, 200).size() == entries);
  }

  private Object focusedTitle() {
    return page.run("return document.activeElement.querySelector('.title').textContent");
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
