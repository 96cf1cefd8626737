package io.fanfare.stack.browser;

import io.fanfare.local.packages.DebianPackages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Debian's Chromium, its driver and fonts for many scripts, unpacked into a folder of the build:
 * nothing is installed, and nobody has to be root. About 165 MB are fetched once, by apt, from
 * where this machine gets its packages.
 */
final class DebianChromium {

  private static final List<String> WANTED =
      List.of(
          // The browser without what needs a display.
          "chromium-headless-shell",
          "fontconfig-config",
          "fonts-noto-core",
          "fonts-noto-color-emoji",
          // Chinese, Japanese and Korean in a thirtieth of the size of Noto's.
          "fonts-wqy-microhei");

  /** Depends on the browser with a display, which we don't need. */
  private static final String DRIVER = "chromium-driver";

  /** What the browser is said to need, and does not: hardware, desktops, the C library it finds. */
  private static final Pattern NEEDLESS =
      Pattern.compile(
          "libc6|libllvm.*|libz3-.*|libgl1-mesa-dri|mesa-.*|perl.*|libperl.*|x11-utils|x11-common"
              + "|xdg-utils|debconf|lsb-base|sysvinit-utils|fonts-dejavu-.*|libsensors.*");

  private final Path home;
  private final DebianPackages packages;
  private final Path root;

  DebianChromium(Path home) {
    this.home = home.toAbsolutePath();
    this.packages =
        new DebianPackages(
            home,
            "The test of the page needs a browser: put chromium and chromedriver on the PATH, or run"
                + " it on a Debian, whose apt fetches them into target/.");
    this.root = packages.root();
  }

  /** Fetches what is not there yet. */
  void fetch() {
    System.out.println("Chromium is in " + home + ": if it is not yet, about 165 MB, once.");
    packages.fetch(List.of(DRIVER), WANTED, NEEDLESS);
    try {
      Files.writeString(home.resolve("fonts.conf"), fontConfiguration());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path browser() {
    return root.resolve("usr/lib/chromium/chromium-headless-shell");
  }

  Path driver() {
    return root.resolve("usr/bin/chromedriver");
  }

  /** What both are to be started with. */
  Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    environment.put("LD_LIBRARY_PATH", String.join(":", libraries()));
    environment.put("FONTCONFIG_FILE", home.resolve("fonts.conf").toString());
    return environment;
  }

  private List<String> libraries() {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.getFileName().toString().contains(".so"))
          .map(Path::getParent)
          .filter(folder -> !folder.endsWith("chromium"))
          .map(Path::toString)
          .distinct()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String fontConfiguration() {
    return """
        <?xml version="1.0"?>
        <!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
        <fontconfig><dir>%s/usr/share/fonts</dir><cachedir>%s/fonts</cachedir></fontconfig>
        """
        .formatted(root, home);
  }
}
