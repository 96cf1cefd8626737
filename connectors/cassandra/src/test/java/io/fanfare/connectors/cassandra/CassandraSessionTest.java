package io.fanfare.connectors.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverExecutionProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CassandraSessionTest {

  @TempDir private Path directory;

  @Test
  void aFileReplacesSettingsButNotThoseThatCorrectnessDependsOn() throws IOException {
    Path file = directory.resolve("a \"driver\".conf");
    Files.writeString(
        file,
        """
        datastax-java-driver {
          basic.request { timeout = 3 seconds, consistency = ONE, default-idempotence = false }
          advanced.auth-provider { class = PlainTextAuthProvider, username = fanfare, password = p }
        }
        """);

    DriverExecutionProfile profile = profile(file.toString());

    assertThat(profile.getDuration(DefaultDriverOption.REQUEST_TIMEOUT))
        .isEqualTo(Duration.ofSeconds(3));
    assertThat(profile.getString(DefaultDriverOption.AUTH_PROVIDER_USER_NAME)).isEqualTo("fanfare");
    assertThat(profile.getString(DefaultDriverOption.REQUEST_CONSISTENCY))
        .isEqualTo("LOCAL_QUORUM");
    assertThat(profile.getBoolean(DefaultDriverOption.REQUEST_DEFAULT_IDEMPOTENCE)).isTrue();
  }

  @Test
  void worksWithoutAFile() {
    assertThat(profile("").getDuration(DefaultDriverOption.REQUEST_TIMEOUT))
        .isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void reportsAFileThatCannotBeRead() throws IOException {
    assertThatThrownBy(() -> profile("/no/such.conf"))
        .isInstanceOf(UnusableClusterException.class)
        .hasMessageStartingWith(
            "The driver's configuration for Cassandra, /no/such.conf, cannot be read: ");
    Path file = directory.resolve("wrong.conf");
    Files.writeString(file, "datastax-java-driver {");
    assertThatThrownBy(() -> profile(file.toString()))
        .isInstanceOf(UnusableClusterException.class)
        .hasMessageContaining("wrong.conf, cannot be read: ");
  }

  private static DriverExecutionProfile profile(String file) {
    return CassandraSession.configuration(CassandraSession.SETTINGS, file)
        .getInitialConfig()
        .getDefaultProfile();
  }
}
