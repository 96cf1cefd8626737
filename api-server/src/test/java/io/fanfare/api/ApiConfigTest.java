package io.fanfare.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.connectors.cassandra.CassandraAccess;
import io.fanfare.connectors.elasticsearch.ElasticsearchAccess;
import io.fanfare.schemas.settings.KafkaAccess;
import io.fanfare.schemas.settings.Settings;
import io.fanfare.schemas.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiConfigTest {

  private static final String KEY = "A".repeat(43);

  @TempDir private Path folder;
  private String[] required = {};

  @BeforeEach
  void writeSecrets() throws IOException {
    Path password = Files.writeString(folder.resolve("password"), "geheim\n");
    Path key = Files.writeString(folder.resolve("key"), KEY + "\n");
    required =
        new String[] {
          "--mysql-url", "jdbc:mariadb://127.0.0.1:24001/fanfare",
          "--mysql-user", "reader",
          "--mysql-password-file", password.toString(),
          "--cassandra-contact-points", "127.0.0.1:24002",
          "--cassandra-datacenter", "datacenter1",
          "--elasticsearch-urls", "http://127.0.0.1:24004",
          "--kafka-bootstrap", "127.0.0.1:24003",
          "--token-key-file", key.toString()
        };
  }

  @Test
  void hasTheseKeysAndDefaults() {
    ApiConfig config = read(required);

    assertThat(config)
        .isEqualTo(
            new ApiConfig(
                "127.0.0.1",
                8080,
                0,
                "",
                "http://127.0.0.1:8080",
                new ApiConfig.Mysql("jdbc:mariadb://127.0.0.1:24001/fanfare", "reader", "geheim"),
                CassandraAccess.open("127.0.0.1:24002", "datacenter1"),
                CassandraAccess.open("127.0.0.1:24002", "datacenter1"),
                ElasticsearchAccess.open("http://127.0.0.1:24004"),
                KafkaAccess.open("127.0.0.1:24003"),
                Duration.ofSeconds(1),
                new TokenConfig(KEY, "", "", "", "", ""),
                "",
                "",
                "",
                false,
                new HttpConfig(List.of(), 3_000, List.of(), Duration.ofSeconds(5))));
  }

  @Test
  void theUsageListsEveryOptionAndItsDefault() {
    assertThatThrownBy(() -> with("--unknown", "x"))
        .isInstanceOfSatisfying(
            SettingsException.class,
            e -> {
              Set<String> known = options(String.join("\n", e.problems()));
              assertThat(known.remove("--unknown")).isTrue();
              assertThat(options(ApiConfig.USAGE)).isEqualTo(known);
            });
    ApiConfig defaults = read(required);
    assertThat(ApiConfig.USAGE)
        .contains("to listen on (default: " + defaults.host() + ")")
        .contains("to listen on (default: " + defaults.port() + ")");
  }

  private static Set<String> options(String text) {
    return Pattern.compile("--[a-z-]+")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void refusesToServeMetricsToItsClients() {
    assertThat(with("--admin-port", "9000").adminPort()).isEqualTo(9000);
    assertThatThrownBy(() -> with("--port", "9000", "--admin-port", "9000"))
        .isInstanceOfSatisfying(
            SettingsException.class,
            e -> assertThat(e.problems()).singleElement().asString().contains("--admin-port"));
  }

  @Test
  void takesAPrometheusForThePageOnTheAdminPort() {
    assertThat(
            with("--admin-port", "9000", "--prometheus-url", "http://prometheus:9090/p/")
                .prometheusUrl())
        .isEqualTo("http://prometheus:9090/p");
    for (String url : List.of("prometheus:9090", "http://user:geheim@prometheus", "http://p?x=1")) {
      assertThatThrownBy(() -> with("--admin-port", "9000", "--prometheus-url", url))
          .isInstanceOfSatisfying(
              SettingsException.class,
              e ->
                  assertThat(e.problems())
                      .singleElement()
                      .asString()
                      .contains("--prometheus-url")
                      .doesNotContain("geheim"));
    }
    assertThatThrownBy(() -> with("--prometheus-url", "http://prometheus:9090"))
        .isInstanceOfSatisfying(
            SettingsException.class,
            e -> assertThat(e.problems()).singleElement().asString().contains("--admin-port"));
  }

  @Test
  void takesAHostAPortAndAPublicUrl() {
    assertThat(with("--host", "::1", "--port", "24000").publicUrl())
        .isEqualTo("http://[::1]:24000");
    assertThat(with("--public-url", "https://api.example.com/v1/").publicUrl())
        .isEqualTo("https://api.example.com/v1");
  }

  @Test
  void readsStatsFromAnotherClusterIfOneIsConfigured() {
    ApiConfig config =
        with(
            "--stats-cassandra-contact-points",
            "stats:9042",
            "--stats-cassandra-datacenter",
            "two");
    assertThat(config.stats()).isEqualTo(CassandraAccess.open("stats:9042", "two"));
    assertThat(config.cassandra().datacenter()).isEqualTo("datacenter1");
  }

  @Test
  void allowsLocalSignInOnlyOnALoopbackAddress() {
    assertThat(with("--local-sign-in", "true").localSignIn()).isTrue();
    assertThat(with("--local-sign-in", "true", "--host", "::1").localSignIn()).isTrue();
    assertThat(with("--local-sign-in", "false", "--host", "0.0.0.0").localSignIn()).isFalse();
    for (String host : List.of("0.0.0.0", "192.168.1.2", "::", "127.0.0.1.example.com")) {
      assertThatThrownBy(() -> with("--local-sign-in", "true", "--host", host))
          .isInstanceOfSatisfying(
              SettingsException.class,
              e -> assertThat(e.problems()).singleElement().asString().contains("--host", host));
    }
    assertThatThrownBy(() -> with("--local-sign-in", "yes"))
        .isInstanceOfSatisfying(SettingsException.class, e -> assertThat(e.problems()).hasSize(1));
  }

  @Test
  void takesKeysForPushesWebhooksAndLinks() throws IOException {
    String other = "B".repeat(43);
    Path key = Files.writeString(folder.resolve("opt-out"), other + "\n");
    assertThat(with("--opt-out-key-file", key.toString()).optOutKey()).isEqualTo(other);
    assertThat(with("--webhook-key-file", key.toString()).webhookKey()).isEqualTo(other);
    String point =
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    assertThat(with("--push-public-key", point).pushPublicKey()).isEqualTo(point);

    Path tokenKey = folder.resolve("key");
    Path shortKey = Files.writeString(folder.resolve("short"), "c2VjcmV0");
    for (String[] wrong :
        new String[][] {
          {"--opt-out-key-file", tokenKey.toString()},
          {"--opt-out-key-file", shortKey.toString()},
          {"--opt-out-key-file", "/nowhere"},
          {"--webhook-key-file", tokenKey.toString()},
          {"--webhook-key-file", shortKey.toString()},
          {"--push-public-key", point.substring(4)}
        }) {
      assertThatThrownBy(() -> with(wrong))
          .isInstanceOfSatisfying(
              SettingsException.class,
              e ->
                  assertThat(e.problems())
                      .singleElement()
                      .asString()
                      .contains(wrong[0])
                      .doesNotContain(KEY, "c2VjcmV0"));
    }
  }

  @Test
  void reportsEveryMissingKeyAtOnce() {
    assertThatThrownBy(() -> read("--port", "0", "--colour", "red"))
        .isInstanceOfSatisfying(
            SettingsException.class,
            e ->
                assertThat(String.join("\n", e.problems()))
                    .contains(
                        "--port",
                        "--colour",
                        "--mysql-url",
                        "--mysql-user",
                        "--mysql-password-file",
                        "--cassandra-contact-points",
                        "--cassandra-datacenter",
                        "--elasticsearch-urls",
                        "--kafka-bootstrap",
                        "--token-key-file"));
  }

  @Test
  void reportsEveryWrongValueAtOnceAndNoSecret() throws IOException {
    Path shortKey = Files.writeString(folder.resolve("short"), "c2VjcmV0");
    assertThatThrownBy(
            () ->
                with(
                    "--port", "0",
                    "--public-url", "api.example.com",
                    "--mysql-url", "jdbc:postgresql://h/db?password=geheim",
                    "--cassandra-contact-points", "cassandra",
                    "--elasticsearch-urls", "elastic",
                    "--elasticsearch-user", "reader",
                    "--elasticsearch-password-file", "/nowhere",
                    "--kafka-bootstrap", "127.0.0.1:24003,",
                    "--token-key-file", shortKey.toString()))
        .isInstanceOfSatisfying(
            SettingsException.class,
            e -> {
              assertThat(e.problems()).hasSize(9);
              assertThat(String.join("\n", e.problems()))
                  .contains("--port", "--public-url", "--mysql-url")
                  .contains("--cassandra-contact-points", "--kafka-bootstrap", "--token-key-file")
                  .contains("--elasticsearch-urls", "--elasticsearch-password-file")
                  .doesNotContain("geheim", "c2VjcmV0");
            });
  }

  @Test
  void doesNotPrintItsSecrets() {
    assertThat(read(required).toString()).contains("reader").doesNotContain("geheim", KEY);
  }

  private ApiConfig with(String... more) {
    String[] all = Arrays.copyOf(required, required.length + more.length);
    System.arraycopy(more, 0, all, required.length, more.length);
    return read(all);
  }

  private static ApiConfig read(String... arguments) {
    return Settings.of(arguments, Map.of()).build(ApiConfig::of);
  }
}
