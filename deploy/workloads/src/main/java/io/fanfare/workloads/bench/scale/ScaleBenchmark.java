package io.fanfare.workloads.bench.scale;

import io.fanfare.local.StackSettings;
import io.fanfare.workloads.bench.kit.Machine;
import io.fanfare.workloads.bench.scale.ScaleReport.OfCatalogue;
import io.fanfare.workloads.bench.scale.ScaleReport.OfDashboard;
import io.fanfare.workloads.bench.scale.ScaleReport.OfNetwork;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Costs at several sizes: of a network, of a dashboard, and of the tracks that have plays. */
public final class ScaleBenchmark {

  private final StackSettings settings;
  private final ScaleWorkload workload;
  private final Consumer<String> lines;

  public ScaleBenchmark(StackSettings settings, ScaleWorkload workload, Consumer<String> lines) {
    this.settings = settings;
    this.workload = workload;
    this.lines = lines;
  }

  /** Runs it, on a home that is empty before and after. */
  public ScaleReport run() throws IOException, InterruptedException, SQLException {
    Machine machine = Machine.now();
    try {
      return new ScaleReport(machine, workload, ofNetworks(), ofDashboards(), ofCatalogues());
    } finally {
      settings.home().wipe();
    }
  }

  private List<OfNetwork> ofNetworks() throws IOException, InterruptedException, SQLException {
    NetworkCosts networks = new NetworkCosts(settings, workload, lines);
    List<OfNetwork> measured = new ArrayList<>();
    for (int follows : workload.follows()) {
      settings.home().wipe();
      measured.add(networks.measure(follows));
    }
    return measured;
  }

  private List<OfDashboard> ofDashboards() throws IOException, InterruptedException, SQLException {
    settings.home().wipe();
    return new DashboardCosts(settings, workload, lines).measure();
  }

  private List<OfCatalogue> ofCatalogues() throws InterruptedException, SQLException {
    settings.home().wipe();
    return new EventCosts(settings, workload, lines).measure();
  }
}
