package io.fanfare.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchTest {

  @TempDir Path directory;

  @Test
  void aChildInheritsNoVariableThatCouldChangeIt() throws IOException, InterruptedException {
    ProcessBuilder child =
        new Launch(List.of("env"), Map.of("FLINK_CONF_DIR", "here")).builder(directory);
    assertThat(child.environment()).containsEntry("FLINK_CONF_DIR", "here");
    assertThat(child.environment().keySet())
        .isSubsetOf(
            "PATH",
            "HOME",
            "USER",
            "LOGNAME",
            "LANG",
            "LC_ALL",
            "LC_CTYPE",
            "LD_LIBRARY_PATH",
            "FLINK_CONF_DIR");
  }

  @Test
  void aChildInheritsNoStream() throws IOException, InterruptedException {
    Path output = directory.resolve("out");
    Launch launch =
        new Launch(List.of("sh", "-c", "readlink /proc/$$/fd/0 /proc/$$/fd/1 /proc/$$/fd/2"));
    launch.start(directory, output).waitFor();
    String file = output.toRealPath().toString();
    assertThat(Files.readAllLines(output)).containsExactly("/dev/null", file, file);
  }

  @Test
  void theOutputOfTheFormerProcessIsKept() throws IOException, InterruptedException {
    Path output = directory.resolve("out");
    new Launch(List.of("echo", "first")).start(directory, output).waitFor();
    new Launch(List.of("echo", "second")).start(directory, output).waitFor();
    assertThat(output).hasContent("second");
    assertThat(directory.resolve("out.1")).hasContent("first");
  }
}
