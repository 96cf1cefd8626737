package io.fanfare.rebuild.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.driver.core.Cluster;
import com.datastax.driver.core.PlainTextAuthProvider;
import com.datastax.driver.core.ProtocolOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriverFileTest {

  @TempDir private Path directory;

  @Test
  void takesTheLoginAndTls() throws IOException {
    ProtocolOptions protocol =
        options(
            """
            datastax-java-driver.advanced {
              auth-provider { class = PlainTextAuthProvider, username = jobs, password = secret }
              ssl-engine-factory { class = DefaultSslEngineFactory, hostname-validation = false }
            }
            """);
    assertThat(protocol.getAuthProvider()).isInstanceOf(PlainTextAuthProvider.class);
    assertThat(protocol.getSSLOptions()).isInstanceOf(VerifiedTls.class);
  }

  @Test
  void leavesWhatItDoesNotName() throws IOException {
    ProtocolOptions protocol = options("datastax-java-driver.basic.request.timeout = 3 seconds");
    assertThat(protocol.getSSLOptions()).isNull();
  }

  @Test
  void refusesWhatTheOldDriverCannotDo() {
    assertThatThrownBy(
            () ->
                options("datastax-java-driver.advanced.auth-provider.class = com.example.Kerberos"))
        .hasMessageContaining(
            "a rebuild knows PlainTextAuthProvider only, not com.example.Kerberos");
  }

  @Test
  void namesAFileThatIsMissing() {
    assertThatThrownBy(() -> DriverFile.read("/nowhere/driver.conf"))
        .hasMessageContaining("/nowhere/driver.conf")
        .hasMessageContaining("missing");
  }

  private ProtocolOptions options(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("driver.conf"), text);
    Cluster.Builder builder = Cluster.builder().addContactPoint("127.0.0.1").withoutJMXReporting();
    DriverFile.read(file.toString()).apply(builder);
    try (Cluster cluster = builder.build()) {
      return cluster.getConfiguration().getProtocolOptions();
    }
  }
}
