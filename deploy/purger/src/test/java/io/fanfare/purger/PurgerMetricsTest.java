package io.fanfare.purger;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.edge.CatchUp;
import io.fanfare.schemas.settings.KafkaAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PurgerMetricsTest {

  private static final Path PAGE = Path.of("../../docs/reference/metrics.md");
  private static final Pattern DOCUMENTED =
      Pattern.compile("(?m)^\\| `(fanfare_purger_[a-z_]+)` \\|");
  private static final Pattern REPORTED = Pattern.compile("(?m)^# TYPE (fanfare_[a-z_]+) ");

  /** Before the first purge, so that an alert sees the first of everything. */
  @Test
  void thePageHasEveryMetricAndAPurgerBeginsWithAllOfThem() throws IOException {
    Purges purges = new Purges(List.of(), Duration.ZERO, () -> {}, System::nanoTime);
    Liveness liveness = new Liveness(List.of("127.0.0.1:1"), Duration.ZERO, System::nanoTime);
    try (PurgerMetrics metrics = new PurgerMetrics(List.of("127.0.0.1:1"));
        Varnish unused = new Varnish("127.0.0.1:1", metrics, liveness)) {
      ModelsReader reader =
          new ModelsReader(
              KafkaAccess.open("127.0.0.1:1"),
              purges,
              liveness,
              new CatchUp(System::nanoTime),
              metrics);
      assertThat(reader.behind()).isZero();
      Set<String> reported =
          REPORTED
              .matcher(metrics.scrape())
              .results()
              .map((MatchResult line) -> line.group(1))
              .collect(Collectors.toSet());
      List<String> documented =
          DOCUMENTED
              .matcher(Files.readString(PAGE))
              .results()
              .map((MatchResult line) -> line.group(1))
              .toList();
      assertThat(documented).containsExactlyInAnyOrderElementsOf(reported);
    }
  }
}
