package io.fanfare.jobs.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.connectors.elasticsearch.ElasticsearchAccess;
import io.fanfare.schemas.settings.KafkaAccess;
import io.fanfare.schemas.settings.Settings;
import io.fanfare.schemas.settings.SettingsException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SearchConfigTest {

  @Test
  void hasTheseDefaults() {
    assertThat(config("--kafka-bootstrap", "h:1", "--elasticsearch-urls", "http://h:2,http://i:2"))
        .isEqualTo(
            new SearchConfig(
                KafkaAccess.open("h:1"),
                false,
                ElasticsearchAccess.open("http://h:2,http://i:2"),
                "v2",
                false,
                1,
                4,
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                2_000,
                0));
  }

  @Test
  void hasTheseKeys() {
    SearchConfig config =
        config(
            "--kafka-bootstrap",
            "h:1",
            "--skip-lost-records",
            "true",
            "--elasticsearch-urls",
            "https://h:2/p",
            "--elasticsearch-user",
            "u",
            "--elasticsearch-password-file",
            "/f",
            "--elasticsearch-ca-file",
            "/c",
            "--generation",
            "v1-2",
            "--indices-have-state",
            "true",
            "--parallelism",
            "3",
            "--quantum",
            "5",
            "--counts-after-ms",
            "7",
            "--plays-after-ms",
            "70",
            "--documents-in-flight",
            "6",
            "--max-documents-per-second",
            "1000");
    assertThat(config)
        .isEqualTo(
            new SearchConfig(
                KafkaAccess.open("h:1"),
                true,
                new ElasticsearchAccess("https://h:2/p", "u", "/f", "", "/c"),
                "v1-2",
                true,
                3,
                5,
                Duration.ofMillis(7),
                Duration.ofMillis(70),
                6,
                1_000));
  }

  @Test
  void requiresAUserAndTheirPasswordTogether() {
    assertThatThrownBy(
            () ->
                config(
                    "--kafka-bootstrap", "h:1",
                    "--elasticsearch-urls", "http://h:2",
                    "--elasticsearch-user", "u"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("--elasticsearch-password-file");
  }

  private static SearchConfig config(String... flags) {
    return Settings.of(flags, Map.of()).build(SearchConfig::from);
  }
}
