package io.fanfare.stack;

import static io.fanfare.stack.browser.DashboardPage.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.events.EventKind;
import io.fanfare.stack.browser.Browser;
import io.fanfare.stack.browser.DashboardPage;
import io.fanfare.workloads.api.EventsClient;
import io.fanfare.workloads.sample.PlayStream.Played;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** The page at `/you/stats` in a real browser, on events that applications send. */
@ExtendWith(SharedStack.class)
@Order(SharedStack.LONG)
class StatsPageITCase {

  private static final String HOSTILE = "<img src=x onerror=\"window.hacked=1\"><b>bold</b>";
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  /** Longer than the page waits between two questions. */
  private static final Duration LONG = Duration.ofSeconds(6);

  private static Browser browser;

  private final String address = SharedStack.get().addresses().apiUrl();
  private final DashboardPage page = new DashboardPage(browser, address);
  private final EventsClient events = new EventsClient(SharedStack.get().addresses());
  private Application application;
  private long artist;
  private long track;

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
  void publish() throws SQLException {
    browser.resize(1280, 900);
    browser.complaints();
    application = new Application();
    artist = application.user();
    application.execute("UPDATE users SET username = ? WHERE id = ?", "Северный Хор", artist);
    track = track("Erster Klang");
  }

  @AfterEach
  void disconnect() throws SQLException {
    application.close();
    page.run("location.hash = ''");
  }

  @Test
  void showsFiguresThatGrowWithoutReloading() throws Exception {
    long other = track("밤의 산책");
    send(EventKind.PLAY, track, 4, "DE", "search");
    send(EventKind.PLAY, track, 1, "JP", "example.com");
    send(EventKind.PLAY, other, 2, "JP", "search");
    send(EventKind.DOWNLOAD, track, 1, "BR", "profile");
    openStats();

    awaitTotals("7", "1");
    assertThat(text("#listeners-total")).isEqualTo("7");
    assertThat(text("#play-change")).isEqualTo("None in the 7 days before");
    assertThat(page.texts("#tracks .ranked-name")).containsExactly("Erster Klang", "밤의 산책");
    assertThat(page.texts("#tracks .ranked-total")).containsExactly("5", "2");
    assertThat(page.texts("#countries .ranked-name")).containsExactly("Germany", "Japan");
    assertThat(page.texts("#countries .ranked-total")).containsExactly("4", "3");
    assertThat(page.texts("#sources .ranked-name")).containsExactly("search", "example.com");
    assertThat(page.all("#play-chart .bars rect")).hasSize(7);
    assertThat(highestBar("play")).isPositive();
    assertThat(text("#like-total")).isEqualTo("0");
    photographs("stats", "#main");

    application.execute(
        "INSERT INTO track_likes (user_id, track_id, created_at) VALUES (1, ?, UTC_TIMESTAMP(6))",
        track);
    patiently().until(() -> text("#like-total").equals("1"));
    openTable();
    assertThat(toldInTheTable()).isEqualTo(7);
    long loads = asks();
    send(EventKind.PLAY, other, 13, "SE", "playlist");
    send(EventKind.DOWNLOAD, other, 2, "SE", "playlist");
    awaitTotals("20", "3");
    patiently().until(() -> page.texts("#tracks .ranked-total").equals(List.of("15", "5")));
    assertThat(page.texts("#countries .ranked-name")).startsWith("Sweden");
    assertThat(toldInTheTable()).isEqualTo(20);
    assertThat(label("play")).startsWith("20 plays, a bar for each day. Most,");
    assertThat(focusedText()).as("the focus stays where it is").isEqualTo("Plays in figures");
    assertThat(page.one("#play-chart table").isDisplayed()).as("the table stays open").isTrue();
    photographs("stats-charts", "#play-chart");
    photographs("stats-rankings", "#tracks");
    assertThat(asks()).isGreaterThan(loads);
    assertThat(page.isStillTheSame()).isTrue();
    assertQuiet();
  }

  @Test
  void ranksByDownloadsToo() throws Exception {
    send(EventKind.PLAY, track, 2, "DE", "search");
    send(EventKind.DOWNLOAD, track, 3, "BR", "profile");
    openStats();
    awaitTotals("2", "3");

    page.tabTo("#ranked [value=play]");
    page.press(Keys.ARROW_RIGHT);
    assertThat(page.texts("#countries .ranked-name")).containsExactly("Brazil");
    assertThat(page.texts("#sources .ranked-name")).containsExactly("profile");
    assertThat(page.texts("#tracks .ranked-total")).containsExactly("3");
    assertQuiet();
  }

  @Test
  void whatOthersWroteIsOnlyText() throws Exception {
    application.execute("UPDATE users SET username = ? WHERE id = ?", HOSTILE, artist);
    send(EventKind.PLAY, track(HOSTILE), 1, "DE", "search");
    openStats();
    awaitTotals("1", "0");
    assertThat(page.texts("#tracks .ranked-name")).containsExactly(HOSTILE);
    assertThat(text("#owner-name")).isEqualTo(HOSTILE);
    assertThat(page.all("#stats img, #stats b")).isEmpty();
    assertThat(page.run("return window.hacked")).isNull();
    assertQuiet();
  }

  @Test
  void rangesAreChosenByKeyboard() throws Exception {
    send(EventKind.PLAY, track, 3, "DE", "search");
    openStats();
    awaitTotals("3", "0");

    page.tabTo("#ranges [name=range]");
    page.press(Keys.ARROW_LEFT);
    awaitBars("hour", 24);
    page.press(Keys.ARROW_RIGHT);
    awaitBars("day", 7);
    page.press(Keys.ARROW_RIGHT);
    awaitBars("day", 30);
    page.press(Keys.ARROW_RIGHT);
    awaitBars("month", 12);
    page.press(Keys.ARROW_RIGHT);
    patiently().until(() -> text("#span").startsWith("1 January 2020"));
    assertThat(text("#play-change")).isEmpty();
    photographs("stats-all", "#play-chart");
    page.press(Keys.ARROW_RIGHT);
    awaitBars("day", 7);
    assertThat(page.one("#days").isDisplayed()).isTrue();
    assertThat(text("#play-total")).isEqualTo("3");
    photographs("stats-custom", "#main");
    assertQuiet();
  }

  @Test
  void saysWhatIsWrongWithARange() throws Exception {
    send(EventKind.PLAY, track, 1, "DE", "search");
    openStats();
    awaitTotals("1", "0");
    page.run("document.querySelector('#ranges [value=custom]').click()");
    awaitBars("day", 7);

    enter("#first-day", "2026-03-02");
    enter("#last-day", "2026-03-01");
    patiently().until(() -> text("#stats-error").equals("The parameter from is not before to."));
    assertThat(page.connection()).isEqualTo("Paused");
    assertThat(page.one("#figures").isDisplayed()).isFalse();
    photographs("stats-wrong", "#main");
    enter("#last-day", "");
    patiently().until(() -> text("#stats-error").startsWith("Choose a first and a last day"));
    enter("#first-day", LocalDate.now(ZoneId.systemDefault()).minusDays(3).toString());
    enter("#last-day", LocalDate.now(ZoneId.systemDefault()).toString());
    awaitBars("day", 4);
    // Of so long ago there are days alone.
    enter("#first-day", "2020-05-01");
    enter("#last-day", "2020-05-02");
    patiently().until(() -> page.one("#stats-empty").isDisplayed());
    assertThat(page.one("#stats-error").isDisplayed()).isFalse();
    assertThat(browser.complaints()).allMatch(complaint -> complaint.contains(" 400 "));
  }

  @Test
  void saysWhenTheServerIsAwayAndGoesOn() throws Exception {
    send(EventKind.PLAY, track, 1, "DE", "search");
    openStats();
    awaitTotals("1", "0");
    browser.goOffline(true);
    try {
      patiently().until(() -> text("#stats-error").contains("can’t be reached. Retrying in"));
      assertThat(page.connection()).isEqualTo("Offline");
      assertThat(text("#play-total")).as("what is known stays").isEqualTo("1");
      photographs("stats-offline", "#main");
      send(EventKind.PLAY, track, 1, "DE", "search");
    } finally {
      browser.goOffline(false);
    }
    awaitTotals("2", "0");
    patiently().until(() -> page.connection().equals("Live"));
    assertThat(page.one("#stats-error").isDisplayed()).isFalse();
    assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("net::ERR_"));
  }

  @Test
  void requestsNothingWhileThePageIsHidden() throws Exception {
    openStats();
    page.run("Object.defineProperty(document, 'hidden', {value: true, configurable: true})");
    AtomicLong last = new AtomicLong();
    patiently().during(LONG).until(() -> last.getAndSet(asks()) == last.get());

    page.run("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))");
    patiently().until(() -> asks() > last.get());
    assertQuiet();
  }

  @Test
  void isReachedFromTheDashboardAndLeadsBack() throws Exception {
    page.openDashboard(artist);
    page.one("#other-page").click();
    patiently().until(() -> page.one("#stats-empty").isDisplayed());
    assertThat(browser.driver().getCurrentUrl()).isEqualTo(statsOf(artist));
    assertThat(text("#play-total")).isEqualTo("0");
    assertThat(page.one("#play-chart").isDisplayed()).isFalse();
    photographs("stats-empty", "#main");

    page.one("#other-page").click();
    page.awaitLive();
    assertThat(browser.driver().getCurrentUrl()).isEqualTo(address + "/#user-" + artist);
    assertQuiet();
  }

  @Test
  void offersAChoiceOfUsers() throws Exception {
    open(address + "/you/stats");
    patiently().until(() -> !page.all("#people a").isEmpty());
    page.one("#name").sendKeys(Long.toString(artist));
    patiently().until(() -> page.texts("#people .person-name").equals(List.of("Северный Хор")));
    page.one("#people a").click();
    patiently().until(() -> page.one("#stats-empty").isDisplayed());
    assertThat(text("#owner-name")).isEqualTo("Северный Хор");
    assertQuiet();
  }

  @Test
  void asksForATokenIfNoUserCanBeChosen() throws Exception {
    send(EventKind.PLAY, track, 1, "DE", "search");
    // By a name of its own, the server is another site's, and lets nobody in.
    open(address.replace("127.0.0.1", Browser.ALIAS) + "/you/stats");
    patiently().until(() -> page.one("#token").isDisplayed());
    page.one("#token").sendKeys("x.y.z" + Keys.ENTER);
    patiently().until(() -> text("#token-error").contains("not valid"));
    page.one("#token").sendKeys(Feed.token(artist) + Keys.ENTER);
    awaitTotals("1", "0");
    assertThat(browser.complaints()).allMatch(c -> c.contains(" 403 ") || c.contains(" 401 "));
  }

  private long track(String title) throws SQLException {
    long id = application.track(artist);
    application.execute("UPDATE tracks SET title = ? WHERE id = ?", title, id);
    return id;
  }

  /** Each by a listener of its own. */
  private void send(EventKind kind, long of, int count, String country, String source) {
    long now = Micros.of(Instant.now());
    List<Played> batch = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String id = UUID.randomUUID().toString();
      batch.add(
          new Played(
              kind, new DomainEvent(id, of, Application.newId(), now, country, source, null)));
    }
    patiently().until(() -> events.send(batch));
  }

  private void openStats() {
    open(statsOf(artist));
    patiently().until(() -> page.connection().equals("Live"));
  }

  private void open(String url) {
    // A change of the fragment alone would not load the page.
    browser.driver().get("about:blank");
    browser.driver().get(url);
    page.run("window.loadedOnce = true");
  }

  private String statsOf(long user) {
    return address + "/you/stats#user-" + user;
  }

  private void awaitTotals(String plays, String downloads) {
    patiently()
        .atMost(PATIENCE)
        .until(
            () -> text("#play-total").equals(plays) && text("#download-total").equals(downloads));
  }

  private void awaitBars(String granularity, int count) {
    patiently()
        .until(
            () ->
                "false".equals(page.one("#figures").getDomAttribute("aria-busy"))
                    && label("play").contains("a bar for each " + granularity)
                    && page.all("#play-chart tbody tr").size() == count
                    && page.all("#play-chart .bars rect").size() == count);
  }

  private void openTable() {
    page.tabTo("#play-chart summary");
    page.press(Keys.ENTER);
    patiently().until(() -> page.one("#play-chart table").isDisplayed());
  }

  private long toldInTheTable() {
    return page.texts("#play-chart tbody td:nth-child(2)").stream()
        .mapToLong(Long::parseLong)
        .sum();
  }

  private double highestBar(String chart) {
    return ((Number)
            page.run(
                "return Math.max(...[...document.querySelectorAll(arguments[0])]"
                    + ".map(bar => bar.getBoundingClientRect().height))",
                "#" + chart + "-chart .bars rect"))
        .doubleValue();
  }

  private String label(String chart) {
    return String.valueOf(page.one("#" + chart + "-chart svg").getDomAttribute("aria-label"));
  }

  private void enter(String field, String day) {
    page.run(
        "const field = document.querySelector(arguments[0]); field.value = arguments[1];"
            + "field.dispatchEvent(new Event('change', {bubbles: true}))",
        field,
        day);
  }

  /** As it is in the document, in sight or not. */
  private String text(String selector) {
    return page.texts(selector).get(0);
  }

  private Object focusedText() {
    return page.run("return document.activeElement.textContent");
  }

  /** How often the stats were asked for. */
  private long asks() {
    return ((Number)
            page.run(
                "return performance.getEntriesByType('resource')"
                    + ".filter(e => e.name.includes('/me/stats?')).length"))
        .longValue();
  }

  /** No error, no warning, no violation of the page's policy. */
  private static void assertQuiet() {
    assertThat(browser.complaints()).isEqualTo(Collections.emptyList());
  }

  /** On a phone and on a desk, by day and by night, with something of the page in sight. */
  private void photographs(String name, String selector) {
    for (String scheme : List.of("light", "dark")) {
      // Colours that are still on their way would be in the picture.
      browser.prefer(scheme, true);
      photograph(name + "-phone-" + scheme, selector, 390, 844);
      photograph(name + "-desk-" + scheme, selector, 1280, 900);
    }
    browser.prefer("light", false);
  }

  private void photograph(String name, String selector, int width, int height) {
    browser.resize(width, height);
    page.run("document.querySelector(arguments[0]).scrollIntoView()", selector);
    assertThat(page.width()).as("nothing sticks out at the side: " + name).isEqualTo(width);
    patiently().until(this::chartsFit);
    browser.photograph(name);
  }

  /** Whether each chart that is there is as wide as it may be, and all of its drawing within. */
  private boolean chartsFit() {
    return Boolean.TRUE.equals(
        page.run(
            """
            return [...document.querySelectorAll('.chart svg')].every(svg => {
              const frame = svg.getBoundingClientRect();
              const parts = [...svg.querySelectorAll('line, text, rect')]
                .map(part => part.getBoundingClientRect());
              return frame.width === 0 || (frame.width > innerWidth / 2 && parts.length > 0
                && parts.every(p => p.left >= frame.left - 1 && p.right <= frame.right + 1)
                && parts.some(p => p.right > frame.right - 20));
            })\
            """));
  }
}
