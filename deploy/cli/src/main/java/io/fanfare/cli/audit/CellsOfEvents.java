package io.fanfare.cli.audit;

import io.fanfare.connectors.cassandra.StatsSubject;
import io.fanfare.local.StackException;
import io.fanfare.schemas.stats.StatKind;
import io.fanfare.schemas.stats.StatKinds;
import java.io.PrintWriter;
import java.io.Writer;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Plays and downloads, by an independent count over the log. */
final class CellsOfEvents implements ExpectedCells {

  /** The name under which the job says in Kafka what its last checkpoint has read. */
  private static final String JOB = "stats";

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final long POLL_MILLIS = 200;

  private final String bootstrap;
  private @Nullable EventCounts counts;

  /**
   * Counts the log as it is now.
   *
   * @param bootstrap `host:port` of any broker
   * @param out where a progress bar is drawn
   */
  CellsOfEvents(String bootstrap, PrintWriter out) {
    this.bootstrap = bootstrap;
    this.counts = EventCounts.of(bootstrap, out);
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
  public ExpectedRows<CellRow> of(
      Connection source, Collection<Long> userIds, Map<Long, List<Long>> tracks) {
    List<CellRow> cells = new ArrayList<>();
    for (long user : userIds) {
      for (long track : tracks.getOrDefault(user, List.of())) {
        for (EventCounts.Cell cell : counts().of(track)) {
          cells.add(row(user, StatsSubject.TRACK, track, cell));
          cells.add(row(user, StatsSubject.OWNER, track, cell));
        }
      }
    }
    Collections.sort(cells);
    return new ListedRows<>(cells);
  }

  private static CellRow row(long user, StatsSubject subject, long track, EventCounts.Cell cell) {
    return new CellRow(
        user,
        subject,
        track,
        cell.kind(),
        cell.granularity(),
        cell.bucket(),
        cell.total(),
        cell.detail());
  }

  private EventCounts counts() {
    if (counts == null) {
      counts = EventCounts.of(bootstrap, new PrintWriter(Writer.nullWriter()));
    }
    return counts;
  }

  /**
   * Waits for a checkpoint behind all that was counted. What the job has read by then, it has
   * decided; a marker that it gets afterwards is behind all writes of it.
   */
  @Override
  public void awaitRead() throws InterruptedException {
    Map<TopicPartition, Long> ends = counts().ends();
    long began = System.nanoTime();
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
      while (!isBehind(admin, ends)) {
        if (System.nanoTime() - began > PATIENCE.toNanos()) {
          throw new StackException(
              "The job stats has not read all events within %d minutes: `fanfare status` says how it is."
                  .formatted(PATIENCE.toMinutes()));
        }
        Thread.sleep(POLL_MILLIS);
      }
    } catch (ExecutionException e) {
      throw new StackException(
          "Kafka at %s does not say what the job stats has read: %s"
              .formatted(bootstrap, e.getCause()),
          e);
    }
  }

  private static boolean isBehind(Admin admin, Map<TopicPartition, Long> ends)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> read =
        admin.listConsumerGroupOffsets(JOB).partitionsToOffsetAndMetadata().get();
    return ends.entrySet().stream()
        .allMatch(
            end -> {
              OffsetAndMetadata offset = read.get(end.getKey());
              return end.getValue() == 0 || (offset != null && offset.offset() >= end.getValue());
            });
  }

  @Override
  public void forget() {
    if (counts != null) {
      counts.close();
      counts = null;
    }
  }

  @Override
  public String causeOfExtra() {
    return "It was written by hand, or the log has lost events: larger numbers win, so a replay does"
        + " not correct it.";
  }

  @Override
  public String causeOfStale() {
    return "Another number is stored: a write was lost, or it was written by hand; one that is too"
        + " large wins over every replay.";
  }

  @Override
  public void close() {
    forget();
  }
}
