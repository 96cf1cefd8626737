package io.fanfare.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.jobs.closeness.ClosenessConfig;
import io.fanfare.jobs.closeness.ClosenessJob;
import io.fanfare.jobs.dashboard.DashboardConfig;
import io.fanfare.jobs.dashboard.DashboardJob;
import io.fanfare.jobs.fanout.FanOutConfig;
import io.fanfare.jobs.fanout.FanOutJob;
import io.fanfare.jobs.notifications.NotificationsConfig;
import io.fanfare.jobs.notifications.NotificationsJob;
import io.fanfare.jobs.search.SearchConfig;
import io.fanfare.jobs.search.SearchJob;
import io.fanfare.jobs.stats.StatsConfig;
import io.fanfare.jobs.stats.StatsJob;
import io.fanfare.schemas.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/** The table of state in `docs/architecture.md` has the operators of the jobs that hold data. */
class DocumentedStateTest {

  private static final Path PAGE = Path.of("../docs/architecture.md");
  private static final Pattern LINE = Pattern.compile("\\| ([a-z-]+) \\| `([a-z-]+)` \\|.*");

  /** Operators that keep nothing but their place in Kafka, or nothing at all. */
  private static final Pattern HOLDS_NO_DATA =
      Pattern.compile(
          ".*-source|.*-sink|Sink Committer: .*|report-progress|personalize|part-changes|read-plays"
              + "|read-events|bundle-events|tell-plays|read-entry-changes|read-choices");

  private static final Map<String, StreamExecutionEnvironment> JOBS =
      Map.of(
          "fan-out",
          FanOutJob.define(config(FanOutConfig::from, "kafka-bootstrap")),
          "dashboards",
          DashboardJob.define(
              config(DashboardConfig::from, "kafka-bootstrap", "cassandra", "lane")),
          "closeness",
          ClosenessJob.define(config(ClosenessConfig::from, "kafka-bootstrap", "cassandra")),
          "search",
          SearchJob.define(config(SearchConfig::from, "kafka-bootstrap", "elasticsearch-urls")),
          "stats",
          StatsJob.define(config(StatsConfig::from, "kafka-bootstrap", "cassandra")),
          "notifications",
          NotificationsJob.define(
              config(NotificationsConfig::from, "kafka-bootstrap", "cassandra")));

  @Test
  void documentsEveryOperatorThatHoldsData() throws IOException {
    Set<String> operators =
        JOBS.entrySet().stream()
            .flatMap(
                job ->
                    job.getValue().getStreamGraph().getStreamNodes().stream()
                        .map(node -> node.getTransformationUID())
                        .filter(uid -> !HOLDS_NO_DATA.matcher(uid).matches())
                        .map(uid -> job.getKey() + " " + uid))
            .collect(Collectors.toSet());

    assertThat(documented()).containsExactlyInAnyOrderElementsOf(operators);
  }

  private static List<String> documented() throws IOException {
    List<String> operators = new ArrayList<>();
    boolean isHere = false;
    for (String line : Files.readAllLines(PAGE)) {
      Matcher operator = LINE.matcher(line);
      if (line.startsWith("#")) {
        isHere = line.equals("### In the jobs");
      } else if (isHere && operator.matches()) {
        operators.add(operator.group(1) + " " + operator.group(2));
      }
    }
    return operators;
  }

  private static <T> T config(Function<Settings, T> configuration, String... keys) {
    List<String> flags = new ArrayList<>();
    for (String key : keys) {
      switch (key) {
        case "cassandra" ->
            flags.addAll(
                List.of("--cassandra-contact-points", "h:1", "--cassandra-datacenter", "d"));
        case "lane" -> flags.addAll(List.of("--lane", "batch"));
        case "elasticsearch-urls" -> flags.addAll(List.of("--" + key, "http://h:1"));
        default -> flags.addAll(List.of("--" + key, "h:1"));
      }
    }
    return Settings.of(flags.toArray(String[]::new), Map.of()).build(configuration);
  }
}
