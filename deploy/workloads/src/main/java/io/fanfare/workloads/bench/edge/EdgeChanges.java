package io.fanfare.workloads.bench.edge;

import io.fanfare.local.StackAddresses;
import io.fanfare.ops.OperationException;
import io.fanfare.workloads.bench.kit.OpenLoop;
import io.fanfare.workloads.faults.SourceWriter;
import io.fanfare.workloads.source.Operation;
import java.sql.SQLException;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * An application that changes rows at random times until it is ended, better known ones more often.
 * One change in ten takes something back: a track becomes private, or is destroyed. What is gone
 * comes back when it is drawn again.
 */
final class EdgeChanges implements AutoCloseable {

  private static final int HUNDRED = 100;

  private final EdgeWorkload workload;
  private final ChangeLog log;
  private final SourceWriter writer;
  private final SplittableRandom random;
  private final ZipfPages pages;
  private final Map<String, Long> made = new TreeMap<>();
  private final CompletableFuture<Void> running;
  private volatile boolean isOver;

  /** From now on. */
  EdgeChanges(
      StackAddresses addresses,
      EdgeWorkload workload,
      ChangeLog log,
      double perSecond,
      SplittableRandom random) {
    this.workload = workload;
    this.log = log;
    this.writer = new SourceWriter(addresses);
    this.random = random;
    this.pages = new ZipfPages(workload, random.split());
    OpenLoop loop = new OpenLoop(perSecond, random.split());
    this.running = CompletableFuture.runAsync(() -> loop.runWhile(due -> !isOver, due -> change()));
  }

  private void change() {
    try {
      long track = pages.track();
      ShownRow row = ShownRow.track(track);
      int kind = random.nextInt(HUNDRED);
      if (!log.isShown(row)) {
        track("brought back", row, true);
      } else if (kind < 5) {
        track("private", row, false);
      } else if (kind < 10) {
        made("destroyed");
        log.begin(row, false);
        write(row, EdgeRows.destroyTrack(track));
      } else if (kind < 25) {
        made("renamed");
        ShownRow owner = ShownRow.user(workload.ownerOf(track));
        write(owner, EdgeRows.user(owner.id(), log.begin(owner, true)));
      } else {
        track("edited", row, true);
      }
    } catch (InterruptedException e) {
      throw new OperationException("Interrupted while rows were changed", e);
    }
  }

  private void track(String kind, ShownRow row, boolean isPublic) throws InterruptedException {
    made(kind);
    int change = log.begin(row, isPublic);
    write(row, EdgeRows.track(row.id(), workload.ownerOf(row.id()), change, isPublic));
  }

  private void write(ShownRow row, Operation operation) throws InterruptedException {
    writer.write(operation);
    log.committed(row);
  }

  private void made(String kind) {
    made.merge(kind, 1L, Long::sum);
  }

  /** Ends the changes, and returns how many there were of each kind. */
  Map<String, Long> end() throws InterruptedException {
    isOver = true;
    try {
      running.get();
      return Map.copyOf(made);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof OperationException known
          ? known
          : new OperationException("A row could not be changed: " + e.getCause(), e);
    }
  }

  @Override
  public void close() throws InterruptedException, SQLException {
    try {
      end();
    } finally {
      writer.close();
    }
  }
}
