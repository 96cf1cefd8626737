package io.fanfare.rebuild.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fanfare.schemas.settings.Settings;
import io.fanfare.schemas.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SearchRebuildConfigTest {

  private static final Pattern OPTION = Pattern.compile("--([a-z][a-z-]*)");

  @Test
  void refusesWhatIsNoGeneration() {
    assertThatThrownBy(
            () ->
                config(
                    "--savepoint", "s3://savepoints/1",
                    "--elasticsearch-urls", "http://es:9200",
                    "--generation", "../tracks"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("--generation must be a generation such as v1-2, not '../tracks'.");
  }

  @Test
  void theReferenceListsEveryOptionAndNoOther() throws IOException {
    Set<String> documented =
        Files.readString(Path.of("../../../docs/reference/settings.md"))
            .replaceFirst("(?s).*\n### SearchRebuildJob\n", "")
            .replaceFirst("(?s)\n##.*", "")
            .lines()
            .filter(line -> line.startsWith("| `--"))
            .map(line -> line.replaceFirst("\\| `--([a-z-]+)`.*", "$1"))
            .collect(Collectors.toSet());
    SettingsException problems =
        catchThrowableOfType(SettingsException.class, () -> config("--no-such-option", "x"));
    assertThat(
            OPTION
                .matcher(String.join(" ", problems.problems()))
                .results()
                .map(match -> match.group(1))
                .filter(name -> !Set.of("no-such-option", "config").contains(name))
                .collect(Collectors.toSet()))
        .isEqualTo(documented);
  }

  private static SearchRebuildConfig config(String... arguments) {
    return Settings.of(arguments, Map.of()).build(SearchRebuildConfig::from);
  }
}
