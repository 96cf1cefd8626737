package io.fanfare.workloads.bench.stats;

import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.connectors.cassandra.CassandraSession;
import io.fanfare.local.StackSettings;
import io.fanfare.local.supervisor.LocalJobControl;
import io.fanfare.local.supervisor.LocalStack;
import io.fanfare.ops.backfill.StatsBackfill;
import io.fanfare.ops.progress.AllViews;
import io.fanfare.ops.terminal.Progress;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.workloads.bench.kit.CassandraTable;
import io.fanfare.workloads.bench.kit.CountedPlays;
import io.fanfare.workloads.bench.kit.EventRounds;
import io.fanfare.workloads.bench.kit.Latency;
import io.fanfare.workloads.bench.kit.Machine;
import io.fanfare.workloads.bench.kit.OwnedTracks;
import io.fanfare.workloads.bench.kit.PlannedEvents;
import io.fanfare.workloads.source.ApplicationConnection;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The stats job against a copy from Kafka to Kafka, a rebuild from the log, freshness, and reads of
 * a year.
 */
public final class StatsBenchmark {

  private static final int TRACKS = 1_000;

  /** Tracks that have a year of cells, and who owns them. */
  private static final int TRACKS_OF_YEAR = 20;

  private static final long OWNER_OF_YEAR = 1;
  private static final OwnedTracks OF_YEAR =
      new OwnedTracks(OWNER_OF_YEAR, 1, TRACKS + 1, TRACKS_OF_YEAR);
  private static final double HALF = 0.5;

  /** The textbook's job is quick to warm up: it does little. */
  private static final int WARM_UP_PART = 4;

  private final StackSettings settings;
  private final OwnedTracks tracks;
  private final long seed;
  private final Consumer<String> lines;

  /**
   * @param owners of the tracks that have plays
   */
  public StatsBenchmark(StackSettings settings, int owners, long seed, Consumer<String> lines) {
    this.settings = settings.withBatchRowsPerSecond(0);
    this.tracks = new OwnedTracks(OWNER_OF_YEAR + 1, owners, 1, TRACKS);
    this.seed = seed;
    this.lines = lines;
  }

  /** Runs it, on a home that is empty before and after. */
  public StatsReport run(int events, double readsPerSecond, Duration length)
      throws IOException, InterruptedException, SQLException {
    Machine machine = Machine.now();
    settings.home().wipe();
    try (LocalStack stack = LocalStack.up(settings, lines);
        CqlSession session = CassandraSession.open(stack.addresses().cassandra())) {
      return measure(machine, stack, session, events, readsPerSecond, length);
    } finally {
      settings.home().wipe();
    }
  }

  private StatsReport measure(
      Machine machine,
      LocalStack stack,
      CqlSession session,
      int events,
      double readsPerSecond,
      Duration length)
      throws IOException, InterruptedException, SQLException {
    Progress progress = new Progress(lines);
    SplittableRandom random = new SplittableRandom(seed);
    writeTracks(stack);
    EventRounds rounds = new EventRounds(stack, new CountedPlays(session, tracks));
    progress.report("warm-up: %,d events", events);
    rounds.run(planned("warm", events, 0, random));
    progress.report("%,d events, evenly over %,d tracks", events, TRACKS);
    EventRounds.Round even = rounds.run(planned("even", events, 0, random));
    progress.report("%,d events, half of them of one track", events);
    EventRounds.Round hot = rounds.run(planned("hot", events, HALF, random));
    progress.report("the same events from Kafka to Kafka");
    double copiedPerSecond = rounds.copiedPerSecond();
    progress.report(
        "%,d events, evenly over %,d tracks, through the textbook's job", events, TRACKS);
    TextbookPeer textbook = new TextbookPeer(stack, session);
    EventRounds.Round peer =
        textbook.run(
            planned("textbook-warm", events / WARM_UP_PART, 0, random),
            planned("textbook", events, 0, random));
    progress.report("a rebuild of stats from the log");
    EventRounds.Round rebuild =
        rounds.rebuild(
            new StatsBackfill(
                stack.addresses().access(),
                new LocalJobControl(settings.home()),
                line -> progress.report("%s", line)));
    CassandraTable table = new CassandraTable(stack, session, "stats", "cells");
    long cells = table.count();
    double bytesACell = (double) table.compactedBytes() / cells;
    StatsReads reads = new StatsReads(stack.addresses());
    progress.report("from an event until it is shown");
    Latency freshness = reads.freshness(1, Granularity.MINUTE, length);
    progress.report("the same beside other events");
    BesideEvents beside = BesideEvents.measure(stack.addresses(), reads, TRACKS, random);
    progress.report("a year of stats: %.0f/s", readsPerSecond);
    new YearOfCells(session).write(TRACKS + 1, TRACKS_OF_YEAR, OWNER_OF_YEAR);
    Latency ofTrack = reads.year(OWNER_OF_YEAR, TRACKS + 1L, readsPerSecond, length, random);
    Latency ofOwner = reads.yearOfOwner(OWNER_OF_YEAR, readsPerSecond, length, random);
    return new StatsReport(
        machine,
        events,
        tracks,
        even,
        hot,
        peer,
        rebuild,
        copiedPerSecond,
        cells,
        bytesACell,
        freshness,
        beside,
        ofTrack,
        ofOwner);
  }

  private static List<ProducerRecord<byte[], byte[]>> planned(
      String round, int events, double hot, SplittableRandom random) {
    return PlannedEvents.of(round, events, TRACKS, hot, random);
  }

  private void writeTracks(LocalStack stack) throws InterruptedException, SQLException {
    try (Connection source = ApplicationConnection.open(stack.addresses())) {
      tracks.write(source);
      OF_YEAR.write(source);
    }
    new AllViews(stack.addresses().access()).awaitCurrent();
  }
}
