package io.fanfare.stack.browser;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page at `/`, in the words of who uses it. */
public final class DashboardPage {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final Browser browser;
  private final String address;

  /**
   * @param address of the API server, without a slash at its end
   */
  public DashboardPage(Browser browser, String address) {
    this.browser = browser;
    this.address = address;
  }

  /** Waits, looking often. */
  public static ConditionFactory patiently() {
    return await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).ignoreExceptions();
  }

  /** The choice of users. */
  public void open() {
    // A change of the fragment alone would not load the page.
    browser.driver().get("about:blank");
    browser.driver().get(address + "/");
    run("window.loadedOnce = true");
  }

  /** Somebody's dashboard, once its first page and the live updates are there. */
  public void openDashboard(long user) {
    browser.driver().get("about:blank");
    browser.driver().get(address + "/#user-" + user);
    run("window.loadedOnce = true");
    awaitLive();
  }

  public void awaitLive() {
    patiently()
        .until(
            () ->
                connection().equals("Live")
                    && "false".equals(one("#sounds").getDomAttribute("aria-busy")));
  }

  public List<String> titles() {
    return texts("#sounds .title");
  }

  public String connection() {
    return one("#connection").getText();
  }

  public WebElement one(String selector) {
    return browser.driver().findElement(By.cssSelector(selector));
  }

  public List<WebElement> all(String selector) {
    return browser.driver().findElements(By.cssSelector(selector));
  }

  /** Read by one script, so that no element is replaced meanwhile. */
  @SuppressWarnings("unchecked")
  public List<String> texts(String selector) {
    return (List<String>)
        run(
            "return [...document.querySelectorAll(arguments[0])].map(e => e.textContent)",
            selector);
  }

  public Object run(String script, Object... arguments) {
    return ((JavascriptExecutor) browser.driver()).executeScript(script, arguments);
  }

  public void press(CharSequence... keys) {
    browser.driver().switchTo().activeElement().sendKeys(keys);
  }

  /** Tabs on until an element has the focus. */
  public void tabTo(String selector) {
    for (int i = 0; i < 60; i++) {
      press(Keys.TAB);
      if ((Boolean) run("return document.activeElement.matches(arguments[0])", selector)) {
        return;
      }
    }
    throw new AssertionError("the tabulator never reaches " + selector);
  }

  public long scrolled() {
    return ((Number) run("return scrollY")).longValue();
  }

  /** How wide the document is, with all that sticks out of the window. */
  public long width() {
    return ((Number) run("return document.documentElement.scrollWidth")).longValue();
  }

  /** Whether this is still the document that was opened. */
  public boolean isStillTheSame() {
    return Boolean.TRUE.equals(run("return window.loadedOnce === true"));
  }

  /** How often the feed's newest page was asked for. */
  public long loads() {
    return ((Number)
            run(
                "return performance.getEntriesByType('resource')"
                    + ".filter(e => /me\\/feed\\?limit=\\d+$/.test(e.name)).length"))
        .longValue();
  }
}
