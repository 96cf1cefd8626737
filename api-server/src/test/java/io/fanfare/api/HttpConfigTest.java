package io.fanfare.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.schemas.settings.Network;
import io.fanfare.schemas.settings.Settings;
import io.fanfare.schemas.settings.SettingsException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpConfigTest {

  @Test
  void readsLists() {
    assertThat(read("--cors-origins", " https://a.example,http://localhost:3000 ,").corsOrigins())
        .containsExactly("https://a.example", "http://localhost:3000");
    assertThat(read("--cors-origins", "*").corsOrigins()).containsExactly("*");
    assertThat(read().corsOrigins()).isEmpty();
    assertThat(read("--trusted-proxies", "10.0.0.0/8, ::1/128").trustedProxies())
        .containsExactly(Network.parse("10.0.0.0/8"), Network.parse("::1/128"));
  }

  @ParameterizedTest
  @CsvSource({
    "--cors-origins,https://a.example/",
    "--cors-origins,https://*.example",
    "--trusted-proxies,10.0.0.1",
    "--trusted-proxies,proxy/8",
    "--requests-per-minute,-1"
  })
  void reportsWhatIsWrong(String option, String value) {
    assertThatThrownBy(() -> read(option, value))
        .isInstanceOfSatisfying(
            SettingsException.class,
            e -> assertThat(e.problems()).singleElement().asString().contains(option));
  }

  private static HttpConfig read(String... arguments) {
    return Settings.of(arguments, Map.of()).build(HttpConfig::of);
  }
}
