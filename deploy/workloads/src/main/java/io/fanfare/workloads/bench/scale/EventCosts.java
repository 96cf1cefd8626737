package io.fanfare.workloads.bench.scale;

import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.connectors.cassandra.CassandraSession;
import io.fanfare.local.StackSettings;
import io.fanfare.local.supervisor.LocalStack;
import io.fanfare.ops.progress.AllViews;
import io.fanfare.ops.terminal.Progress;
import io.fanfare.workloads.bench.kit.CountedPlays;
import io.fanfare.workloads.bench.kit.CpuClock;
import io.fanfare.workloads.bench.kit.EventRounds;
import io.fanfare.workloads.bench.kit.OwnedTracks;
import io.fanfare.workloads.bench.kit.PlannedEvents;
import io.fanfare.workloads.bench.scale.ScaleReport.OfCatalogue;
import io.fanfare.workloads.source.ApplicationConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Costs of a play, for several numbers of tracks that have plays. */
final class EventCosts {

  private static final int OWNERS = 100;

  private final StackSettings settings;
  private final ScaleWorkload workload;
  private final Consumer<String> lines;

  EventCosts(StackSettings settings, ScaleWorkload workload, Consumer<String> lines) {
    this.settings = settings;
    this.workload = workload;
    this.lines = lines;
  }

  List<OfCatalogue> measure() throws InterruptedException, SQLException {
    try (LocalStack stack = LocalStack.up(settings, lines);
        CqlSession session = CassandraSession.open(stack.addresses().cassandra())) {
      OwnedTracks tracks = new OwnedTracks(1, OWNERS, 1, Collections.max(workload.tracks()));
      try (Connection source = ApplicationConnection.open(stack.addresses())) {
        tracks.write(source);
      }
      Progress progress = new Progress(lines);
      new AllViews(stack.addresses().access()).awaitCurrent();
      EventRounds rounds = new EventRounds(stack, new CountedPlays(session, tracks));
      SplittableRandom random = new SplittableRandom(workload.seed());
      progress.report("warming up");
      rounds.run(planned("warm", workload.tracks().get(0), random));
      List<OfCatalogue> measured = new ArrayList<>();
      for (int played : workload.tracks()) {
        progress.report("%,d events of %,d tracks", workload.events(), played);
        EventRounds.Round round = rounds.run(planned("tracks-" + played, played, random));
        measured.add(new OfCatalogue(played, CpuClock.ofServers(round.cpuMicrosecondsAnEvent())));
      }
      return measured;
    }
  }

  private List<ProducerRecord<byte[], byte[]>> planned(
      String round, int tracks, SplittableRandom random) {
    return PlannedEvents.of(round, workload.events(), tracks, 0, random);
  }
}
