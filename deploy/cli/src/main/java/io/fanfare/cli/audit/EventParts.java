package io.fanfare.cli.audit;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Events in files, in parts of which each fits in memory; in a part they keep their order. */
final class EventParts implements AutoCloseable {

  private final List<Path> files = new ArrayList<>();
  private final List<DataOutputStream> outputs = new ArrayList<>();

  /**
   * @param directory where the files are made
   * @param name begins their names
   */
  EventParts(Path directory, String name, int parts) throws IOException {
    for (int part = 0; part < parts; part++) {
      Path file = directory.resolve(name + "-" + part);
      files.add(file);
      outputs.add(
          new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 16_384)));
    }
  }

  /** Events with one id are in one part. */
  void addById(CountedEvent event) throws IOException {
    add(event.id().hashCode(), event);
  }

  /** Events of one track are in one part. */
  void addByTrack(CountedEvent event) throws IOException {
    add(Long.hashCode(event.trackId()), event);
  }

  private void add(int hash, CountedEvent event) throws IOException {
    event.write(outputs.get(Math.floorMod(hash, outputs.size())));
  }

  int parts() {
    return files.size();
  }

  /** Reads a part; nothing is added any more. */
  void read(int part, Consumer<CountedEvent> events) throws IOException {
    outputs.get(part).close();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(files.get(part))))) {
      while (true) {
        events.accept(CountedEvent.read(in));
      }
    } catch (EOFException e) {
      // That was all.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    for (int part = 0; part < files.size(); part++) {
      outputs.get(part).close();
      Files.deleteIfExists(files.get(part));
    }
  }
}
