package io.fanfare.purger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fanfare.schemas.settings.Settings;
import io.fanfare.schemas.settings.SettingsException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PurgerConfigTest {

  private static final Pattern OPTION = Pattern.compile("--[a-z-]+");

  @Test
  void waitsForTheLongestFetchAndForBeats() {
    PurgerConfig config =
        config(
            "--kafka-bootstrap",
            "k:1",
            "--varnish",
            "a:1,b:2",
            "--admin-port",
            "9",
            "--fetch-ms",
            "3000",
            "--beat-ms",
            "500");
    assertThat(config.varnishes()).containsExactly("a:1", "b:2");
    assertThat(config.repeatAfter()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.oldestBeat()).isEqualTo(Duration.ofMillis(2_500));
  }

  @Test
  void reportsEveryProblem() {
    SettingsException problems =
        catchThrowableOfType(SettingsException.class, () -> config("--varnish", "nowhere"));
    assertThat(problems.problems())
        .anyMatch(problem -> problem.contains("--varnish is 'nowhere', not host:port"))
        .anyMatch(problem -> problem.contains("--admin-port is missing"))
        .anyMatch(problem -> problem.contains("--kafka-bootstrap is missing"));
  }

  @Test
  void describesTheSettingsThatAreRead() {
    SettingsException problems =
        catchThrowableOfType(SettingsException.class, () -> config("--unknown", "1"));
    String last = problems.problems().get(problems.problems().size() - 1);
    TreeSet<String> known = options(last.substring(last.indexOf("known are")));
    TreeSet<String> described =
        Pattern.compile("^  (--[a-z-]+) ", Pattern.MULTILINE)
            .matcher(PurgerConfig.USAGE)
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    described.add("--config");
    assertThat(described).isEqualTo(known);
  }

  private static TreeSet<String> options(String text) {
    return OPTION
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static PurgerConfig config(String... arguments) {
    return Settings.of(arguments, Map.of()).build(PurgerConfig::of);
  }
}
