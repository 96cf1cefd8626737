package io.fanfare.jobs.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.schemas.settings.KafkaAccess;
import io.fanfare.schemas.settings.Settings;
import io.fanfare.schemas.settings.SettingsException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FanOutConfigTest {

  @Test
  void hasTheseDefaults() {
    assertThat(config("--kafka-bootstrap", "h:1"))
        .isEqualTo(new FanOutConfig(KafkaAccess.open("h:1"), false, 1, 4096, 4));
  }

  @Test
  void hasTheseKeys() {
    assertThat(
            config(
                "--kafka-bootstrap", "h:1",
                "--skip-lost-records", "true",
                "--parallelism", "2",
                "--most-own-followers", "3",
                "--quantum", "5"))
        .isEqualTo(new FanOutConfig(KafkaAccess.open("h:1"), true, 2, 3, 5));
  }

  @Test
  void reportsEveryProblemAtOnce() {
    assertThatThrownBy(() -> config("--parallelism", "0", "--quantum", "x", "--what", "1"))
        .isInstanceOfSatisfying(SettingsException.class, e -> assertThat(e.problems()).hasSize(4));
  }

  private static FanOutConfig config(String... flags) {
    return Settings.of(flags, Map.of()).build(FanOutConfig::from);
  }
}
