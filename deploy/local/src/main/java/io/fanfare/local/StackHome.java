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

/** The directory that holds everything a stack keeps: data, logs, run files and secrets. */
public record StackHome(Path root) {

  private static final String DATA = "data";
  private static final String LOGS = "logs";
  private static final String RUN = "run";
  private static final String SECRETS = "secrets";
  private static final String SOURCE = "source.json";
  private static final String PIPELINE = "pipeline.properties";

  /** Says that a directory is a stack's home, so that wiping the wrong one is refused. */
  private static final String MARKER = "fanfare-home";

  public StackHome {
    root = root.toAbsolutePath().normalize();
    if (root.toString().matches("(?s).*[:,}\"\\\\\n].*")) {
      throw new OperationException(
          "The home "
              + root
              + " has one of : , } \" \\ in its path, which class paths and configuration files"
              + " cannot carry: choose another with --home.");
    }
  }

  public Path data(String server) {
    return root.resolve(DATA).resolve(server);
  }

  /** Directory of the checkpoints of all jobs; each job has one inside, named by its id. */
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

  /** Configuration files of a server, written anew at each start. */
  public Path configuration(String server) {
    return run().resolve("conf").resolve(server);
  }

  public Path secrets() {
    return root.resolve(SECRETS);
  }

  /** Which server of somebody's own the stack's rows come from; not there for the embedded one. */
  Path source() {
    return root.resolve(SOURCE);
  }

  /** Where the stack's servers are, for every command that takes `--config`. */
  public Path pipeline() {
    return root.resolve(PIPELINE);
  }

  /** Whether a stack has been started here: what it made of its source is still there. */
  boolean hasData() {
    try (Stream<Path> stores = Files.list(root.resolve(DATA))) {
      return stores.findAny().isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  /** Makes the directories; run files and secrets are for the owner alone. */
  public void create() {
    try {
      for (String part : List.of(DATA, LOGS, RUN)) {
        Files.createDirectories(root.resolve(part));
      }
      ownerOnly(secrets());
      Path marker = root.resolve(MARKER);
      if (!Files.exists(marker)) {
        Files.writeString(marker, "This directory belongs to a local Fanfare stack.\n");
      }
    } catch (IOException e) {
      throw new OperationException(
          "The home " + root + " cannot be written (" + e.getMessage() + "): choose another.", e);
    }
  }

  /** Makes a directory that only its owner can enter. */
  static void ownerOnly(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
  }

  /** Removes what the stack keeps, and the directory itself if nothing else is in it. */
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
              + "): nothing is removed.");
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
      throw new OperationException("The home " + root + " was not removed whole: " + e, e);
    }
  }

  /** Deletes a directory and all in it, or a file, without following links out of it. */
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
