package io.fanfare.local;

import io.fanfare.ops.OperationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The directory of a stack: data, logs, run files and secrets. */
public record StackHome(Path root) {

  private static final String DATA = "data";
  private static final String LOGS = "logs";
  private static final String RUN = "run";
  private static final String SECRETS = "secrets";
  private static final String SOURCE = "source.json";
  private static final String PIPELINE = "pipeline.properties";

  /** A file that marks a directory as a stack's home. Only such a directory can be wiped. */
  private static final String MARKER = "fanfare-home";

  public StackHome {
    root = root.toAbsolutePath().normalize();
    if (root.toString().matches("(?s).*[:,}\"\\\\\n].*")) {
      throw new OperationException(
          "The home "
              + root
              + " has one of : , } \" \\ in its path. Class paths and configuration files cannot"
              + " contain these: choose another with --home.");
    }
  }

  public Path data(String server) {
    return root.resolve(DATA).resolve(server);
  }

  /**
   * Directory of the checkpoints of all jobs, with a subdirectory for each run, named by its id.
   */
  public Path checkpoints() {
    return data("flink").resolve("checkpoints");
  }

  /** Directory of savepoints. */
  public Path savepoints() {
    return data("flink").resolve("savepoints");
  }

  public Path logs() {
    return root.resolve(LOGS);
  }

  public Path run() {
    return root.resolve(RUN);
  }

  /** Configuration files of a server, rewritten at each start. */
  public Path configuration(String server) {
    return run().resolve("conf").resolve(server);
  }

  public Path secrets() {
    return root.resolve(SECRETS);
  }

  /** The description of an external source; missing for the embedded one. */
  Path source() {
    return root.resolve(SOURCE);
  }

  /** The addresses of the stack's servers, for the commands that take `--config`. */
  public Path pipeline() {
    return root.resolve(PIPELINE);
  }

  /** What the last `fanfare audit --metrics-file` has found, for the stack's exporter. */
  public Path auditMetrics() {
    return run().resolve("audit.prom");
  }

  /** Whether a stack was started here and its data is still there. */
  boolean hasData() {
    try (Stream<Path> stores = Files.list(root.resolve(DATA))) {
      return stores.findAny().isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  /** Makes the directories. Only the owner can enter that of the secrets. */
  public void create() {
    try {
      for (String part : List.of(DATA, LOGS, RUN)) {
        Files.createDirectories(root.resolve(part));
      }
      createPrivate(secrets());
      Path marker = root.resolve(MARKER);
      if (!Files.exists(marker)) {
        Files.writeString(marker, "This directory belongs to a local Fanfare stack.\n");
      }
    } catch (IOException e) {
      throw new OperationException(
          "The home "
              + root
              + " cannot be written ("
              + e.getMessage()
              + "): choose another with --home.",
          e);
    }
  }

  /** Makes a directory that only its owner can enter. */
  static void createPrivate(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
  }

  /**
   * Removes the stack's files, and the directory itself if nothing else is in it.
   *
   * @throws OperationException if the directory is not the home of a stack
   */
  public void wipe() {
    if (!Files.exists(root)) {
      return;
    }
    Path marker = root.resolve(MARKER);
    if (!Files.exists(marker)) {
      throw new OperationException(
          root
              + " is not the home of a stack (it has no file "
              + MARKER
              + "): nothing was removed.");
    }
    try {
      for (String part : List.of(DATA, LOGS, RUN, SECRETS, SOURCE, PIPELINE)) {
        delete(root.resolve(part));
      }
      Files.delete(marker);
      try (Stream<Path> rest = Files.list(root)) {
        if (rest.findAny().isPresent()) {
          return;
        }
      }
      Files.delete(root);
    } catch (IOException | UncheckedIOException e) {
      throw new OperationException("The home " + root + " was only removed in part: " + e, e);
    }
  }

  /** Deletes a file, or a directory with its content. It does not follow links. */
  public static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
