package io.fanfare.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fanfare.jobs.stats.StatsConfig;
import io.fanfare.rebuild.dashboards.DashboardRebuildConfig;
import io.fanfare.schemas.settings.Settings;
import io.fanfare.schemas.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables of the rebuilds in `docs/reference/settings.md` are what these jobs read. */
class DocumentedSettingsTest {

  private static final Pattern OPTION = Pattern.compile("--([a-z][a-z-]*)");

  @Test
  void theReferenceListsEveryOptionOfTheRebuildOfDashboardsAndNoOther() throws IOException {
    assertThat(documented("DashboardRebuildJob")).isEqualTo(read(DashboardRebuildConfig::from));
  }

  @Test
  void theReferenceListsEveryOptionOfTheRebuildOfStatsAndNoOther() throws IOException {
    assertThat(documented("StatsRebuildJob")).isEqualTo(read(StatsConfig::ofLog));
  }

  private static Set<String> documented(String job) throws IOException {
    return Files.readString(Path.of("../../../docs/reference/settings.md"))
        .replaceFirst("(?s).*\n### " + job + "\n", "")
        .replaceFirst("(?s)\n##.*", "")
        .lines()
        .filter(line -> line.startsWith("| `--"))
        .map(line -> line.replaceFirst("\\| `--([a-z-]+)`.*", "$1"))
        .collect(Collectors.toSet());
  }

  /** The problem of an unknown option names all that there are. */
  private static Set<String> read(Function<Settings, ?> configuration) {
    String[] unknown = {"--no-such-option", "x"};
    SettingsException problems =
        catchThrowableOfType(
            SettingsException.class, () -> Settings.of(unknown, Map.of()).build(configuration));
    return OPTION
        .matcher(String.join(" ", problems.problems()))
        .results()
        .map(match -> match.group(1))
        .filter(name -> !Set.of("no-such-option", "config").contains(name))
        .collect(Collectors.toSet());
  }
}
