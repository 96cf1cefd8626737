package io.fanfare.agents.push;

import static io.fanfare.agents.Examples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.schemas.settings.Settings;
import io.fanfare.schemas.settings.SettingsException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VapidTest {

  /** Made by `openssl genpkey`, with `openssl pkey -pubout` for the public key. */
  private static final String OPENSSL_KEY =
      """
      -----BEGIN PRIVATE KEY-----
      MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgWjwE0TA87Rg+OEdq
      Zn+dhmU2D8yL2bD0Q447OWKmw0yhRANCAARkz5tpnskDhHXvwfuxNEhKw+L+tcZU
      ye2pEm+LuAemwmb0ippOQmFknifMv8XYlFCi64uCarA9yJCXHet3AJmD
      -----END PRIVATE KEY-----
      """;

  private static final String OPENSSL_PUBLIC =
      "BGTPm2meyQOEde_B-7E0SErD4v61xlTJ7akSb4u4B6bCZvSKmk5CYWSeJ8y_xdiUUKLri4JqsD3IkJcd63cAmYM";

  @TempDir private Path folder;
  private Instant now = NOW;

  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };

  @Test
  void aNewFileIsForItsOwnerOnly() throws IOException {
    Path file = folder.resolve("vapid.pem");
    VapidKeys created = VapidKeysFile.create(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(VapidKeysFile.read(file).publicKey()).isEqualTo(created.publicKey()).hasSize(87);
    assertThatThrownBy(() -> VapidKeysFile.create(file))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(created).hasToString(created.publicKey());
  }

  @Test
  void readsAFileOfOpenssl() throws IOException {
    assertThat(VapidKeysFile.read(file(OPENSSL_KEY, "rw-------")).publicKey())
        .isEqualTo(OPENSSL_PUBLIC);
  }

  @Test
  void refusesFilesThatOthersMayReadOrThatHoldNoKey() throws IOException {
    for (String permissions : new String[] {"rw-r-----", "rw----r--", "rw--w----"}) {
      assertThatThrownBy(() -> VapidKeysFile.read(file(OPENSSL_KEY, permissions)))
          .hasMessageContaining("chmod 600");
    }
    assertThatThrownBy(() -> VapidKeysFile.read(file("geheim", "rw-------")))
        .hasMessageContaining("no PRIVATE KEY")
        .hasMessageNotContaining("geheim");
    String notDer = "-----BEGIN PRIVATE KEY-----\ngeheim\n-----END PRIVATE KEY-----\n";
    assertThatThrownBy(() -> VapidKeysFile.read(file(notDer, "rw-------")))
        .isInstanceOf(IOException.class)
        .hasMessageNotContaining("geheim");
  }

  @Test
  void keepsATokenUntilHalfItsTimeIsOver() throws IOException {
    VapidTokens tokens = tokens();
    URI endpoint = URI.create("https://push.example.test/a");
    String first = tokens.authorization(endpoint);
    assertThat(first).matches("vapid t=[\\w-]+\\.[\\w-]+\\.[\\w-]{86}, k=[\\w-]{87}");
    now = NOW.plus(VapidTokens.RENEWAL).minusSeconds(1);
    assertThat(tokens.authorization(URI.create("https://push.example.test:443/b")))
        .isEqualTo(first);
    assertThat(tokens.authorization(URI.create("https://other.example.test/"))).isNotEqualTo(first);
    now = NOW.plus(VapidTokens.RENEWAL);
    assertThat(tokens.authorization(endpoint)).isNotEqualTo(first);
    assertThat(VapidTokens.LIFE).isLessThan(Duration.ofHours(24));
  }

  @Test
  void anOriginHasNoImpliedPort() {
    assertThat(VapidTokens.origin(URI.create("HTTPS://Push.Example.test:443/a")))
        .isEqualTo("https://push.example.test");
    assertThat(VapidTokens.origin(URI.create("http://127.0.0.1:80/a")))
        .isEqualTo("http://127.0.0.1");
    assertThat(VapidTokens.origin(URI.create("https://a.test:8443/a")))
        .isEqualTo("https://a.test:8443");
  }

  @Test
  void readsSettingsAndReportsEachProblem() throws IOException {
    Path file = file(OPENSSL_KEY, "rw-------");
    PushSettings settings =
        build(file, "mailto:ops@example.test", "https://example.test/dashboard");
    assertThat(settings.keys().publicKey()).isEqualTo(OPENSSL_PUBLIC);
    assertThat(settings.http().connectionsPerHost()).isEqualTo(64);
    assertThat(settings.toString()).doesNotContain(OPENSSL_KEY.lines().toList().get(1));

    assertThatThrownBy(() -> build(folder.resolve("none"), "ops@example.test", "dashboard"))
        .isInstanceOfSatisfying(SettingsException.class, e -> assertThat(e.problems()).hasSize(3));
  }

  private PushSettings build(Path file, String subject, String openUrl) {
    String[] arguments = {
      "--push-vapid-key-file", file.toString(),
      "--push-subject", subject,
      "--push-open-url", openUrl
    };
    return Settings.of(arguments, Map.of()).build(PushSettings::from);
  }

  private VapidTokens tokens() throws IOException {
    VapidKeys keys = VapidKeysFile.create(folder.resolve("vapid.pem"));
    return new VapidTokens(keys, "mailto:ops@example.test", clock);
  }

  private Path file(String content, String permissions) throws IOException {
    Path file = Files.createTempFile(folder, "key", ".pem");
    Files.writeString(file, content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}
