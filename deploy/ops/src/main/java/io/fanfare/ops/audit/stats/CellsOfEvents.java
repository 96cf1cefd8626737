package io.fanfare.ops.audit.stats;

import io.fanfare.ops.Await;
import io.fanfare.ops.audit.ExpectedRows;
import io.fanfare.ops.audit.Growth;
import io.fanfare.ops.terminal.WaitNotice;
import io.fanfare.ops.topics.GroupOffsets;
import io.fanfare.schemas.progress.Views;
import io.fanfare.schemas.settings.KafkaAccess;
import io.fanfare.schemas.stats.StatKind;
import io.fanfare.schemas.stats.StatKinds;
import java.io.PrintWriter;
import java.sql.Connection;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Plays and downloads, counted from the event log. */
public final class CellsOfEvents implements ExpectedCells {

  /** A cell's version is its total. */
  private static final String WINS = " The larger count wins, so no repair corrects it.";

  private static final Growth<CellRow> GROWTH =
      new Growth<>() {
        @Override
        public boolean isWithin(CellRow lower, CellRow upper) {
          return CellTally.isWithin(lower.counts(), upper.counts());
        }

        @Override
        public String causeOfMore() {
          return "It counts more than the log, or other events: events are lost from the log, or it"
              + " was written by hand."
              + WINS;
        }
      };

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final KafkaAccess kafka;
  private final PrintWriter out;
  private final EventCounts counts;
  private boolean isCurrent;

  /**
   * Counts the event log as it is now.
   *
   * @param out where a progress bar is drawn, and lines about what is waited for
   */
  public CellsOfEvents(KafkaAccess kafka, PrintWriter out) {
    this.kafka = kafka;
    this.out = out;
    this.counts = new EventCounts(new KafkaEvents(kafka, out), EventCounts.EVENTS_OF_RUN);
    var unused = counts();
  }

  @Override
  public Set<StatKind> kinds() {
    return StatKinds.EVENTS;
  }

  @Override
  public String rows() {
    return "cells of events in stats";
  }

  @Override
  public ExpectedRows<CellRow> expected(
      Connection source, Collection<Long> userIds, Map<Long, List<Long>> tracks) {
    return new MergedCells(counts(), userIds, tracks);
  }

  private EventCounts counts() {
    if (!isCurrent) {
      counts.countOn();
      isCurrent = true;
    }
    return counts;
  }

  /**
   * Waits for a checkpoint of the stats job behind every counted event. By then the job has decided
   * about them, and a marker that it receives afterwards is behind its writes, because it waits for
   * the counts that are gathered. Only an unaligned checkpoint may overtake some writes; a later
   * check finds these stored.
   */
  @Override
  public void awaitRead() throws InterruptedException {
    Map<TopicPartition, Long> ends = counts().ends();
    WaitNotice notice = new WaitNotice(out);
    try (GroupOffsets job = new GroupOffsets(kafka, Views.STATS)) {
      Await.until(
          PATIENCE,
          () -> {
            long left = left(job.read(), ends);
            notice.run(() -> "the stats job has %d events left to read".formatted(left));
            return left == 0;
          },
          "The stats job has not read all events within %d minutes: `fanfare status` shows its state."
              .formatted(PATIENCE.toMinutes()));
    }
  }

  private static long left(Map<TopicPartition, Long> read, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - read.getOrDefault(end.getKey(), 0L)))
        .sum();
  }

  @Override
  public void forget() {
    isCurrent = false;
  }

  @Override
  public Growth<CellRow> growth() {
    return GROWTH;
  }

  @Override
  public String causeOfExtra() {
    return "The log has no such events: they are lost from the log, or it was written by hand."
        + WINS;
  }

  @Override
  public String causeOfStale() {
    return "It counts less than the log: a write was lost, or it was written by hand.";
  }

  @Override
  public void close() {
    counts.close();
  }
}
