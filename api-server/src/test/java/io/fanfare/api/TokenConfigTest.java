package io.fanfare.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fanfare.api.auth.Tokens;
import io.fanfare.schemas.settings.Settings;
import io.fanfare.schemas.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenConfigTest {

  private static final String NEW = "A".repeat(43);
  private static final String OLD = "B".repeat(43);

  @TempDir private Path folder;
  private String key = "";

  @BeforeEach
  void write() throws IOException {
    key = file("key", NEW);
  }

  @Test
  void acceptsASecondKeyAndSignsWithTheFirst() throws IOException {
    TokenConfig config = read("--other-token-key-file", file("old", OLD));
    Tokens tokens = new Tokens(config.keys(), Clock.systemUTC());
    assertThat(tokens.verify(Tokens.of(OLD).issue(1, Duration.ofMinutes(1))).userId()).isEqualTo(1);
    assertThat(Tokens.of(NEW).verify(tokens.issue(2, Duration.ofMinutes(1))).userId()).isEqualTo(2);
  }

  @Test
  void readsWhereAnotherIssuerHasItsKeys() throws IOException {
    assertThat(read().issuerKeys()).isNull();
    String[] claims = {"--token-issuer", "https://login.example", "--token-audience", "fanfare"};
    assertThat(read(with(claims, "--jwks-file", file("keys.json", "{}"))).issuerKeys()).isNotNull();
    for (String url : List.of("https://login.example/keys", "http://127.0.0.1:1/keys")) {
      assertThat(read(with(claims, "--jwks-url", url)).issuerKeys()).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--jwks-url https://login.example/keys",
        "--jwks-url https://login.example/keys --token-issuer x",
        "--token-issuer x",
        "--token-audience x",
        "--jwks-url http://login.example/keys --token-issuer x --token-audience x",
        "--jwks-url ftp://login.example/keys --token-issuer x --token-audience x",
        "--jwks-url : --token-issuer x --token-audience x",
        "--jwks-file /nowhere --token-issuer x --token-audience x",
        "--other-token-key-file /nowhere"
      })
  void reportsWhatIsWrong(String options) {
    assertThat(problems(options.split(" "))).hasSize(1);
  }

  @Test
  void reportsAShortKeyWithoutItsText() throws IOException {
    assertThat(problems("--other-token-key-file", file("short", "c2VjcmV0")))
        .singleElement()
        .asString()
        .contains("--other-token-key-file")
        .doesNotContain("c2VjcmV0");
  }

  @Test
  void doesNotPrintItsKeys() throws IOException {
    assertThat(read("--other-token-key-file", file("old", OLD)).toString())
        .doesNotContain(NEW, OLD);
  }

  private List<String> problems(String... more) {
    return catchThrowableOfType(SettingsException.class, () -> read(more)).problems();
  }

  private TokenConfig read(String... more) {
    return Settings.of(with(more, "--token-key-file", key), Map.of()).build(TokenConfig::of);
  }

  private static String[] with(String[] some, String... more) {
    return Stream.of(some, more).flatMap(Stream::of).toArray(String[]::new);
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }
}
