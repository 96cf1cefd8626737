package io.fanfare.ops.audit.stats;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Sorts any number of events. Memory holds one run of them: runs are sorted, spilled to files and
 * merged.
 */
final class EventSort implements AutoCloseable {

  /** Runs of a level that are merged to one of the next level, so that few files are open. */
  private static final int RUNS_OF_LEVEL = 32;

  private final Comparator<CountedEvent> order;
  private final int eventsOfRun;
  private final List<List<SpillFile>> levels = new ArrayList<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private List<CountedEvent> run = new ArrayList<>();

  /** Receives each event. */
  interface Reader {
    void read(CountedEvent event) throws IOException;
  }

  /**
   * @param order a total order of events
   * @param eventsOfRun how many fit in memory
   */
  EventSort(Comparator<CountedEvent> order, int eventsOfRun) {
    this.order = order;
    this.eventsOfRun = eventsOfRun;
  }

  void add(CountedEvent event) throws IOException {
    run.add(event);
    if (run.size() >= eventsOfRun) {
      spill();
    }
  }

  boolean isEmpty() {
    return run.isEmpty() && levels.isEmpty();
  }

  /** Passes on all events in order. Nothing can be added any more. */
  void read(Reader events) throws IOException {
    spill();
    merge(levels.stream().flatMap(List::stream).toList(), events);
  }

  private void spill() throws IOException {
    List<CountedEvent> sorted = run;
    run = new ArrayList<>();
    sorted.sort(order);
    SpillFile file = file(0);
    for (CountedEvent event : sorted) {
      append(event, file);
    }
    file.finish();
    for (int level = 0; levels.get(level).size() == RUNS_OF_LEVEL; level++) {
      mergeLevel(level);
    }
  }

  private void mergeLevel(int level) throws IOException {
    SpillFile merged = file(level + 1);
    merge(levels.get(level), event -> append(event, merged));
    merged.finish();
    close(levels.set(level, new ArrayList<>()));
  }

  private SpillFile file(int level) throws IOException {
    while (levels.size() <= level) {
      levels.add(new ArrayList<>());
    }
    SpillFile file = new SpillFile();
    levels.get(level).add(file);
    return file;
  }

  private void append(CountedEvent event, SpillFile file) throws IOException {
    bytes.reset();
    event.write(new DataOutputStream(bytes));
    file.append(bytes.toByteArray());
  }

  private void merge(List<SpillFile> files, Reader events) throws IOException {
    PriorityQueue<Run> heads =
        new PriorityQueue<>((first, second) -> order.compare(first.head, second.head));
    for (SpillFile file : files) {
      if (file.length() > 0) {
        heads.add(new Run(file));
      }
    }
    for (Run next = heads.poll(); next != null; next = heads.poll()) {
      events.read(next.head);
      if (next.advance()) {
        heads.add(next);
      }
    }
  }

  /** A sorted file, and its next event. */
  private static final class Run {

    private final DataInputStream in;
    private CountedEvent head;

    Run(SpillFile file) throws IOException {
      in = file.read();
      head = CountedEvent.read(in);
    }

    boolean advance() throws IOException {
      if (in.available() == 0) {
        return false;
      }
      head = CountedEvent.read(in);
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    for (List<SpillFile> files : levels) {
      close(files);
    }
  }

  private static void close(List<SpillFile> files) throws IOException {
    for (SpillFile file : files) {
      file.close();
    }
  }
}
