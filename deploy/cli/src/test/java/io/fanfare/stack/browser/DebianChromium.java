package io.fanfare.stack.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
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

  private static final Pattern URI_LINE = Pattern.compile("'[^']+' ([^_ ]+)_\\S+ [0-9]+.*");

  private final Path home;
  private final Path root;

  DebianChromium(Path home) {
    this.home = home.toAbsolutePath();
    this.root = this.home.resolve("root");
  }

  /** Fetches what is not there yet. */
  void fetch() {
    Path complete = home.resolve("complete");
    try {
      if (Files.exists(complete)) {
        return;
      }
      Command.require("apt-get", "dpkg-deb");
      delete(home);
      for (String folder : List.of("state/lists/partial", "cache/archives/partial", "debs")) {
        Files.createDirectories(home.resolve(folder));
      }
      Files.createDirectories(root);
      Files.createFile(home.resolve("status"));
      Files.writeString(home.resolve("apt.conf"), aptConfiguration());
      System.out.println("Fetching Debian's Chromium into " + home + ": about 165 MB, once.");
      apt("update");
      download();
      unpack();
      Files.writeString(home.resolve("fonts.conf"), fontConfiguration());
      delete(home.resolve("cache"));
      delete(home.resolve("state"));
      Files.createFile(complete);
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

  private void download() {
    List<String> install = new ArrayList<>(List.of("-y", "--print-uris", "install"));
    install.addAll(WANTED);
    List<String> download = new ArrayList<>(List.of("download", DRIVER));
    for (String line : apt(install.toArray(String[]::new)).lines().toList()) {
      Matcher uri = URI_LINE.matcher(line);
      if (uri.matches() && !NEEDLESS.matcher(uri.group(1)).matches()) {
        download.add(uri.group(1));
      }
    }
    apt(download.toArray(String[]::new));
  }

  private void unpack() throws IOException {
    Path debs = home.resolve("debs");
    try (Stream<Path> files = Files.list(debs)) {
      for (Path deb : files.toList()) {
        Command.run(debs, List.of("dpkg-deb", "-x", deb.toString(), root.toString()));
      }
    }
    delete(debs);
  }

  private String apt(String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("apt-get", "-q", "-c", home.resolve("apt.conf").toString()));
    command.addAll(List.of(arguments));
    return Command.run(home.resolve("debs"), command);
  }

  private String aptConfiguration() {
    return """
        Dir::State "%1$s/state";
        Dir::State::status "%1$s/status";
        Dir::Cache "%1$s/cache";
        Dir::Log "%1$s";
        APT::Install-Recommends "false";
        APT::Sandbox::User "";
        Acquire::Languages "none";
        Acquire::Retries "3";
        Debug::NoLocking "true";
        #clear APT::Update::Post-Invoke;
        #clear APT::Update::Post-Invoke-Success;
        """
        .formatted(home);
  }

  private String fontConfiguration() {
    return """
        <?xml version="1.0"?>
        <!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
        <fontconfig><dir>%s/usr/share/fonts</dir><cachedir>%s/fonts</cachedir></fontconfig>
        """
        .formatted(root, home);
  }

  private static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
