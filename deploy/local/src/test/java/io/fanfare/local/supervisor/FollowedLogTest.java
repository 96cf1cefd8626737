package io.fanfare.local.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowedLogTest {

  @TempDir Path directory;

  @Test
  void everyCompleteLineIsReadOnce() throws IOException {
    Path file = directory.resolve("log");
    FollowedLog log = new FollowedLog(file);
    assertThat(log.readNewLines()).isEmpty();
    Files.writeString(file, "one\ntw");
    assertThat(log.readNewLines()).containsExactly("one");
    assertThat(log.readNewLines()).isEmpty();
    Files.writeString(file, "o\nthree\n", StandardOpenOption.APPEND);
    assertThat(log.readNewLines()).containsExactly("two", "three");
  }
}
