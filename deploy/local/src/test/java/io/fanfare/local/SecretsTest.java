package io.fanfare.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

  @TempDir Path directory;

  @Test
  void everyUserHasItsOwnPasswordThatStaysTheSame() {
    Secrets secrets = new Secrets(new StackHome(directory));
    assertThat(secrets.password(DatabaseUser.APPLICATION))
        .matches("[A-Za-z0-9]{32}")
        .isEqualTo(new Secrets(new StackHome(directory)).password(DatabaseUser.APPLICATION))
        .isNotEqualTo(secrets.password(DatabaseUser.CAPTURE));
  }

  @Test
  void onlyTheOwnerReadsASecret() throws IOException {
    Secrets secrets = new Secrets(new StackHome(directory));
    for (Path file :
        new Path[] {secrets.tokenKeyFile(), secrets.passwordFile(DatabaseUser.CAPTURE)}) {
      assertThat(Files.getPosixFilePermissions(file))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      assertThat(Files.getPosixFilePermissions(file.getParent()))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void theConnectWorkersDirectoryHoldsOnlyItsPassword() throws IOException {
    Secrets secrets = new Secrets(new StackHome(directory));
    for (DatabaseUser user : DatabaseUser.values()) {
      secrets.password(user);
    }
    secrets.tokenKeyFile();
    try (var files = Files.list(secrets.captureDirectory())) {
      assertThat(files).containsExactly(secrets.passwordFile(DatabaseUser.CAPTURE));
    }
  }

  @Test
  void theTokenKeyHas32RandomBytes() throws IOException {
    String key = Files.readString(new Secrets(new StackHome(directory)).tokenKeyFile());
    assertThat(Base64.getUrlDecoder().decode(key)).hasSize(32);
  }
}
