package io.fanfare.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

  @TempDir Path directory;

  @Test
  void theLastLinesOfALongLogAreRead() throws IOException {
    Path log = directory.resolve("log");
    Files.write(log, IntStream.range(0, 100_000).mapToObj(line -> "line " + line).toList());
    assertThat(LogTail.of(log, 2)).containsExactly("line 99998", "line 99999");
  }

  @Test
  void aLogThatIsNotThereHasNoLines() {
    assertThat(LogTail.of(directory.resolve("none"), 5)).isEmpty();
  }
}
