package io.fanfare.workloads.bench.scale;

import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.connectors.cassandra.CassandraSession;
import io.fanfare.local.StackAddresses;
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

  private static final long OWNER = 1;

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
        CqlSession session =
            CassandraSession.open(
                stack.addresses().cassandraContactPoint(), StackAddresses.DATACENTER)) {
      try (Connection source = ApplicationConnection.open(stack.addresses())) {
        OwnedTracks.write(source, OWNER, 1, Collections.max(workload.tracks()));
      }
      Progress progress = new Progress(lines);
      new AllViews(stack.addresses().access()).awaitCurrent();
      EventRounds rounds = new EventRounds(stack, new CountedPlays(session, OWNER));
      SplittableRandom random = new SplittableRandom(workload.seed());
      progress.report("warming up");
      rounds.run(planned("warm", workload.tracks().get(0), random));
      List<OfCatalogue> measured = new ArrayList<>();
      for (int tracks : workload.tracks()) {
        progress.report("%,d events of %,d tracks", workload.events(), tracks);
        EventRounds.Round round = rounds.run(planned("of " + tracks, tracks, random));
        measured.add(new OfCatalogue(tracks, CpuClock.ofServers(round.cpuMicrosecondsAnEvent())));
      }
      return measured;
    }
  }

  private List<ProducerRecord<byte[], byte[]>> planned(
      String round, int tracks, SplittableRandom random) {
    return PlannedEvents.of(round, workload.events(), tracks, 0, random);
  }
}
