package io.fanfare.agents.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.schemas.settings.Settings;
import io.fanfare.schemas.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmailSettingsTest {

  @TempDir private Path folder;

  @Test
  void haveDefaults() {
    EmailSettings settings =
        read("--email-host", "mail.example.test", "--email-from", "fanfare@example.test");
    assertThat(settings.port()).isEqualTo(587);
    assertThat(settings.security()).isEqualTo(EmailSettings.Security.STARTTLS);
    assertThat(settings.bounces()).isEqualTo("fanfare@example.test");
    assertThat(settings.domain()).isEqualTo("example.test");
    assertThat(settings.fromName()).isEqualTo("Fanfare");
  }

  @Test
  void readThePasswordFromAFileAndDoNotShowIt() throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "geheim\n");
    EmailSettings settings =
        read(
            "--email-host", "mail.example.test",
            "--email-from", "fanfare@example.test",
            "--email-user", "mailer",
            "--email-password-file", file.toString());
    assertThat(settings.password()).isEqualTo("geheim");
    assertThat(settings.toString()).doesNotContain("geheim");
  }

  @Test
  void reportEveryProblem() {
    assertThatThrownBy(
            () ->
                read(
                    "--email-from", "Ann <a@b>",
                    "--email-bounce-address", "a@b,c@d",
                    "--email-domain", "a b",
                    "--email-security", "some",
                    "--email-from-name", "a\r\nb",
                    "--email-password-file", "/no/such/file"))
        .isInstanceOfSatisfying(SettingsException.class, e -> assertThat(e.problems()).hasSize(7));
  }

  private static EmailSettings read(String... arguments) {
    return Settings.of(arguments, Map.of()).build(EmailSettings::from);
  }
}
