package io.fanfare.local.packages;

import io.fanfare.local.StackHome;
import io.fanfare.ops.OperationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Packages of Debian, unpacked into a folder: nothing is installed, and nobody has to be root. apt
 * fetches them from where this machine gets its packages, and verifies them.
 */
public final class DebianPackages {

  private static final Pattern URI_LINE = Pattern.compile("'[^']+' ([^_ ]+)_\\S+ [0-9]+.*");
  private static final Pattern NOTHING = Pattern.compile("(?!)");

  private final Path home;
  private final String otherwise;

  /**
   * @param otherwise what a person can do on a machine without apt, as one sentence
   */
  public DebianPackages(Path home, String otherwise) {
    this.home = home.toAbsolutePath();
    this.otherwise = otherwise;
  }

  /** Where the packages are unpacked. */
  public Path root() {
    return home.resolve("root");
  }

  /**
   * Fetches packages without those that they depend on, if they are not there yet.
   *
   * @throws OperationException if they cannot be fetched
   */
  public void fetch(String... packages) {
    fetch(List.of(packages), List.of(), NOTHING);
  }

  /**
   * Fetches packages, if they are not there yet.
   *
   * @param alone without those that they depend on
   * @param whole with those
   * @param needless of those, the ones that are not needed here
   * @throws OperationException if they cannot be fetched
   */
  public synchronized void fetch(List<String> alone, List<String> whole, Pattern needless) {
    Path complete = home.resolve("complete");
    if (Files.exists(complete)) {
      return;
    }
    for (String program : List.of("apt-get", "dpkg-deb")) {
      if (InstalledProgram.find(program).isEmpty()) {
        throw new OperationException("Here is no " + program + ". " + otherwise);
      }
    }
    try {
      prepare();
      apt("update");
      download(alone, whole, needless);
      unpack();
      StackHome.delete(home.resolve("cache"));
      StackHome.delete(home.resolve("state"));
      Files.createFile(complete);
    } catch (IOException e) {
      throw new OperationException(
          "Packages could not be unpacked into %s: %s.".formatted(home, e.getMessage()), e);
    }
  }

  private void prepare() throws IOException {
    StackHome.delete(home);
    for (String folder : List.of("state/lists/partial", "cache/archives/partial", "debs")) {
      Files.createDirectories(home.resolve(folder));
    }
    Files.createDirectories(root());
    Files.createFile(home.resolve("status"));
    Files.writeString(home.resolve("apt.conf"), configuration());
  }

  private void download(List<String> alone, List<String> whole, Pattern needless) {
    List<String> download = new ArrayList<>(List.of("download"));
    download.addAll(alone);
    if (!whole.isEmpty()) {
      List<String> install = new ArrayList<>(List.of("-y", "--print-uris", "install"));
      install.addAll(whole);
      for (String line : apt(install.toArray(String[]::new)).lines().toList()) {
        Matcher uri = URI_LINE.matcher(line);
        if (uri.matches() && !needless.matcher(uri.group(1)).matches()) {
          download.add(uri.group(1));
        }
      }
    }
    apt(download.toArray(String[]::new));
  }

  private void unpack() throws IOException {
    Path debs = home.resolve("debs");
    try (Stream<Path> files = Files.list(debs)) {
      for (Path deb : files.toList()) {
        run(List.of("dpkg-deb", "-x", deb.toString(), root().toString()));
      }
    }
    StackHome.delete(debs);
  }

  private String apt(String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("apt-get", "-q", "-c", home.resolve("apt.conf").toString()));
    command.addAll(List.of(arguments));
    return run(command);
  }

  /** Runs a program to its end and returns its output. */
  private String run(List<String> command) {
    try {
      Path output = Files.createTempFile("fanfare", ".out");
      Process process =
          new ProcessBuilder(command)
              .directory(home.resolve("debs").toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      int code = process.waitFor();
      String text = Files.readString(output, StandardCharsets.UTF_8);
      Files.delete(output);
      if (code != 0) {
        throw new OperationException(
            "'%s' failed with code %d. %s Its output:%n%s"
                .formatted(String.join(" ", command), code, otherwise, text));
      }
      return text;
    } catch (IOException e) {
      throw new OperationException("'%s' cannot be run: %s".formatted(command.get(0), e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationException("Interrupted while '" + command.get(0) + "' ran", e);
    }
  }

  private String configuration() {
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
}
