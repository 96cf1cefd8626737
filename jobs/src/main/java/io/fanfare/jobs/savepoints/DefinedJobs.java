package io.fanfare.jobs.savepoints;

import io.fanfare.jobs.closeness.ClosenessConfig;
import io.fanfare.jobs.closeness.ClosenessJob;
import io.fanfare.jobs.dashboard.DashboardConfig;
import io.fanfare.jobs.dashboard.DashboardJob;
import io.fanfare.jobs.fanout.FanOutConfig;
import io.fanfare.jobs.fanout.FanOutJob;
import io.fanfare.jobs.search.SearchConfig;
import io.fanfare.jobs.search.SearchJob;
import io.fanfare.jobs.stats.StatsConfig;
import io.fanfare.jobs.stats.StatsJob;
import io.fanfare.schemas.JobNames;
import io.fanfare.schemas.settings.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The jobs of this jar, with addresses that nobody connects to: state depends on no option. */
final class DefinedJobs {

  /** Of both lanes, which have the same state. */
  private static final String DASHBOARD = "dashboard";

  private static final String[] ADDRESSES = {
    "--kafka-bootstrap", "localhost:1",
  };
  private static final String[] STORE = {
    "--kafka-bootstrap", "localhost:1",
    "--cassandra-contact-points", "localhost:1",
    "--cassandra-datacenter", "none",
  };
  private static final String[] LANE = {
    "--lane", "batch",
    "--kafka-bootstrap", "localhost:1",
    "--cassandra-contact-points", "localhost:1",
    "--cassandra-datacenter", "none",
  };
  private static final String[] SEARCH = {
    "--kafka-bootstrap", "localhost:1", "--elasticsearch-urls", "http://localhost:1",
  };

  private DefinedJobs() {}

  /** The state of each job, by a name of the job. */
  static Map<String, JobStates> all() {
    Map<String, JobStates> jobs = new LinkedHashMap<>();
    add(jobs, JobNames.FAN_OUT, FanOutJob.define(config(FanOutConfig::from, ADDRESSES)));
    add(jobs, DASHBOARD, DashboardJob.define(config(DashboardConfig::from, LANE)));
    add(jobs, JobNames.CLOSENESS, ClosenessJob.define(config(ClosenessConfig::from, STORE)));
    add(jobs, JobNames.SEARCH, SearchJob.define(config(SearchConfig::from, SEARCH)));
    add(jobs, JobNames.STATS, StatsJob.define(config(StatsConfig::from, STORE)));
    return jobs;
  }

  private static void add(
      Map<String, JobStates> jobs, String name, StreamExecutionEnvironment environment) {
    jobs.put(name, JobStates.of(environment.getStreamGraph()));
  }

  private static <T> T config(Function<Settings, T> configuration, String... flags) {
    return Settings.of(flags, Map.of()).build(configuration);
  }
}
