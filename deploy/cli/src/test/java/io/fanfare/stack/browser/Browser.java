package io.fanfare.stack.browser;

import io.fanfare.local.packages.InstalledProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Chromium: the one on the PATH with its driver, or else Debian's. */
public final class Browser implements AutoCloseable {

  /** Another name of this machine, for this browser alone. */
  public static final String ALIAS = "fanfare.test";

  private static final Path FOLDER = Path.of("target");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** One at a time: the first one may have to fetch Chromium. */
  public static synchronized Browser open() {
    Optional<Path> chromium = InstalledProgram.find("chromium");
    Optional<Path> chromedriver = InstalledProgram.find("chromedriver");
    if (chromium.isPresent() && chromedriver.isPresent()) {
      return open(chromium.get(), chromedriver.get(), Map.of());
    }
    DebianChromium debian = new DebianChromium(FOLDER.resolve("chromium"));
    debian.fetch();
    return open(debian.browser(), debian.driver(), debian.environment());
  }

  private static Browser open(Path browser, Path driver, Map<String, String> environment) {
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(driver.toFile())
            .usingAnyFreePort()
            .withEnvironment(environment)
            .build();
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.toFile());
    // Without the sandbox, which neither root nor most containers may set up: the only page that is
    // opened is ours.
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--hide-scrollbars",
        "--lang=en",
        "--host-resolver-rules=MAP " + ALIAS + " 127.0.0.1");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    return new Browser(new ChromeDriver(service, options));
  }

  public ChromeDriver driver() {
    return driver;
  }

  /** Makes the window as large as a device's, in CSS pixels. */
  public void resize(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
  }

  /** Prefers a colour scheme, `light` or `dark`, and less motion or not, as the system would. */
  public void prefer(String scheme, boolean lessMotion) {
    String motion = lessMotion ? "reduce" : "no-preference";
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", scheme),
                Map.of("name", "prefers-reduced-motion", "value", motion))));
  }

  public void goOffline(boolean offline) {
    driver.executeCdpCommand("Network.enable", Map.of());
    driver.executeCdpCommand(
        "Network.emulateNetworkConditions",
        Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
  }

  /** Writes what is in sight to target/screenshots. */
  public void photograph(String name) {
    try {
      Path folder = Files.createDirectories(FOLDER.resolve("screenshots"));
      Files.write(folder.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Warnings and errors on the console since it was last asked; violations of policies, too. */
  public List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(entry -> entry.getLevel() + " " + entry.getMessage())
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
