package io.fanfare.rebuild.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.settings.Settings;
import io.fanfare.schemas.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
  void reportsEveryProblem() {
    assertThatThrownBy(() -> config("--users", "7;8", "--from", "yesterday", "--generation", "3"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("users must be ids separated by commas, not '7;8'.")
        .hasMessageContaining("from must be a day such as 2026-11-01, not 'yesterday'.")
        .hasMessageContaining("generation");
  }

  @Test
  void theReferenceListsEveryOptionAndNoOther() throws IOException {
    Pattern option = Pattern.compile("--([a-z][a-z-]*)");
    String section =
        Files.readString(Path.of("../../../docs/reference/settings.md"))
            .replaceFirst("(?s).*\n### DashboardRebuildJob\n", "")
            .replaceFirst("(?s)\n## .*", "");
    Set<String> documented =
        section
            .lines()
            .filter(line -> line.startsWith("| `--"))
            .map(line -> line.replaceFirst("\\| `--([a-z-]+)`.*", "$1"))
            .collect(Collectors.toSet());
    SettingsException unknown =
        catchThrowableOfType(SettingsException.class, () -> config("--no-such-option", "x"));
    Set<String> known =
        option
            .matcher(String.join(" ", unknown.problems()))
            .results()
            .map(match -> match.group(1))
            .filter(name -> !Set.of("no-such-option", "config").contains(name))
            .collect(Collectors.toSet());
    assertThat(documented).isEqualTo(known);
  }

  private static DashboardRebuildConfig config(String... more) {
    String[] arguments =
        Stream.concat(Arrays.stream(REQUIRED), Arrays.stream(more)).toArray(String[]::new);
    return Settings.of(arguments, Map.of()).build(DashboardRebuildConfig::from);
  }
}
