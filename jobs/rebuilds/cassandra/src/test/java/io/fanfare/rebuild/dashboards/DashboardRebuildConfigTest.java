package io.fanfare.rebuild.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.settings.Settings;
import io.fanfare.schemas.settings.SettingsException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DashboardRebuildConfigTest {

  private static final String[] REQUIRED = {
    "--savepoint", "s3://savepoints/1",
    "--cassandra-contact-points", "cassandra:9042",
    "--cassandra-datacenter", "dc1"
  };

  @Test
  void writesEverythingInTheFirstGenerationUnlessToldOtherwise() {
    DashboardRebuildConfig config = config();
    assertThat(config.savepoint()).isEqualTo("s3://savepoints/1");
    assertThat(config.generation()).isEqualTo(1);
    assertThat(config.part()).isEqualTo(RebuiltPart.ALL);
    assertThat(config.maxRowsPerSecond()).isZero();
  }

  @Test
  void readsThePartInUtc() {
    assertThat(
            config(
                "--users",
                "7,-8",
                "--from",
                "2026-11-01",
                "--to",
                "2026-11-02",
                "--generation",
                "2"))
        .satisfies(
            config -> {
              assertThat(config.generation()).isEqualTo(2);
              assertThat(config.part())
                  .isEqualTo(
                      new RebuiltPart(
                          Set.of(7L, -8L),
                          Micros.of(Instant.parse("2026-11-01T00:00:00Z")),
                          Micros.of(Instant.parse("2026-11-02T00:00:00Z"))));
            });
  }

  @Test
  void entriesAgeByTheEarlierOfTheTwoClocks() {
    Instant past = Instant.parse("2026-11-01T12:00:00Z");
    assertThat(config("--as-of", past.toString()).now()).isEqualTo(Micros.of(past));
    Instant begun = Instant.now();
    assertThat(config("--as-of", "2999-01-01T00:00:00Z").now())
        .isBetween(Micros.of(begun), Micros.of(begun.plusSeconds(60)));
    assertThat(config().now()).isBetween(Micros.of(begun), Micros.of(begun.plusSeconds(60)));
  }

  @Test
  void reportsEveryProblem() {
    assertThatThrownBy(
            () ->
                config(
                    "--users", "7;8", "--from", "yesterday", "--generation", "3", "--as-of", "now"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("users must be ids separated by commas, not '7;8'.")
        .hasMessageContaining("as-of must be a time such as 2026-11-01T12:00:00Z, not 'now'.")
        .hasMessageContaining("from must be a day such as 2026-11-01, not 'yesterday'.")
        .hasMessageContaining("generation");
  }

  private static DashboardRebuildConfig config(String... more) {
    String[] arguments =
        Stream.concat(Arrays.stream(REQUIRED), Arrays.stream(more)).toArray(String[]::new);
    return Settings.of(arguments, Map.of()).build(DashboardRebuildConfig::from);
  }
}
