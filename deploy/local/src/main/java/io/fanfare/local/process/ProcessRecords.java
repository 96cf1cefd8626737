package io.fanfare.local.process;

import com.fasterxml.jackson.core.type.TypeReference;
import io.fanfare.local.JsonFile;
import io.fanfare.ops.OperationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The records of a home's processes, one file each. With them, leftover processes are found. */
public final class ProcessRecords {

  private static final String ENDING = ".pid.json";

  private final Path directory;

  public ProcessRecords(Path directory) {
    this.directory = directory;
  }

  public void write(ProcessRecord process) {
    file(process.name()).write(process);
  }

  public void remove(String name) {
    file(name).remove();
  }

  /** The record of a name; empty if there is none that can be read. */
  public Optional<ProcessRecord> read(String name) {
    return read(file(name));
  }

  /** All records, in any order. */
  public List<ProcessRecord> all() {
    List<ProcessRecord> records = new ArrayList<>();
    if (!Files.isDirectory(directory)) {
      return records;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + ENDING)) {
      files.forEach(path -> read(file(path)).ifPresent(records::add));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return records;
  }

  /**
   * Ends every recorded process that still runs, except this one, and removes all records.
   *
   * @param order groups of names that end together; processes in no group end first
   * @param patience how long to wait for the end of a process before it is killed
   * @return the processes that still ran
   */
  public List<ProcessRecord> endAll(List<List<String>> order, Duration patience)
      throws InterruptedException {
    List<ProcessRecord> running =
        all().stream()
            .filter(record -> record.pid() != ProcessHandle.current().pid())
            .filter(record -> record.running().isPresent())
            .toList();
    List<String> named = order.stream().flatMap(List::stream).toList();
    end(running.stream().filter(record -> !named.contains(record.name())).toList(), patience);
    for (List<String> group : order) {
      end(running.stream().filter(record -> group.contains(record.name())).toList(), patience);
    }
    all().forEach(record -> remove(record.name()));
    return running;
  }

  private static void end(List<ProcessRecord> together, Duration patience)
      throws InterruptedException {
    List<Ending> endings = together.stream().map(Ending::request).toList();
    for (Ending ending : endings) {
      ending.await(patience);
    }
  }

  private static Optional<ProcessRecord> read(JsonFile<ProcessRecord> file) {
    try {
      return file.read();
    } catch (OperationException e) {
      // Without a whole record, a signal could hit another process.
      return Optional.empty();
    }
  }

  private JsonFile<ProcessRecord> file(String name) {
    return file(directory.resolve(name + ENDING));
  }

  private static JsonFile<ProcessRecord> file(Path path) {
    return new JsonFile<>(path, new TypeReference<>() {});
  }
}
