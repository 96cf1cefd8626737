package io.fanfare.stack;

import static io.fanfare.stack.browser.DashboardPage.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.stack.browser.Browser;
import io.fanfare.stack.browser.DashboardPage;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bell on the page in a real browser, on a phone and on a desk. */
@ExtendWith(SharedStack.class)
class BellITCase {

  private static Browser browser;

  private final DashboardPage page =
      new DashboardPage(browser, SharedStack.get().addresses().apiUrl());
  private Application application;
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
  void connect() throws Exception {
    application = new Application();
    listener = application.user();
  }

  @AfterEach
  void disconnect() throws Exception {
    application.close();
    page.run("location.hash = ''");
  }

  @ParameterizedTest
  @CsvSource({"390, 844", "1280, 900"})
  void countsListsGroupsAndForgetsWhatWasSeen(int width, int height) throws Exception {
    browser.resize(width, height);
    long artist = application.user();
    long first = application.user();
    long second = application.user();
    // What was there before the listener followed anybody is no news.
    long track = application.track(artist);
    application.follow(listener, artist);
    application.follow(listener, first);
    application.follow(listener, second);
    page.openDashboard(listener);
    assertThat(page.one("#bell-count").isDisplayed()).isFalse();

    application.repost(first, track);
    application.repost(second, track);
    patiently().until(() -> page.one("#bell-count").getText().equals("2"));

    page.one("#bell").click();
    patiently().until(() -> page.all("#notification-list li").size() == 1);
    assertThat(page.texts("#notification-list .actors"))
        .containsExactly("user " + second + ", user " + first);
    assertThat(page.width()).as("nothing sticks out at the side").isEqualTo(width);
    browser.photograph("bell-" + width);
    page.one("#notifications-group").click();
    patiently().until(() -> page.all("#notification-list li").size() == 2);
    patiently().until(() -> !page.one("#bell-count").isDisplayed());

    // A block takes them away at once.
    application.execute(
        "INSERT INTO blocks (user_id, blocked_user_id, created_at)"
            + " VALUES (?, ?, UTC_TIMESTAMP(6))",
        listener,
        second);
    page.one("#notifications-group").click();
    patiently()
        .until(
            () -> {
              // A click while a list is loading would begin again.
              if (!isLoading()) {
                if (page.texts("#notification-list .actors").equals(List.of("user " + first))) {
                  return true;
                }
                page.one("#notifications-group").click();
              }
              return false;
            });
    assertThat(page.isStillTheSame()).isTrue();
  }

  private boolean isLoading() {
    return "true".equals(page.one("#notifications").getAttribute("aria-busy"));
  }
}
