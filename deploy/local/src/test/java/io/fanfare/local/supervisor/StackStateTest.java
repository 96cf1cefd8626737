package io.fanfare.local.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.local.StackHome;
import io.fanfare.local.StackSettings.Extent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackStateTest {

  private static final StackState STATE =
      new StackState(
          StackState.Phase.UP,
          21000,
          Extent.PIPELINE,
          List.of(
              new ServerReport("kafka", 7, 21001, ServerState.RUNNING, 1, "/log", List.of("slow"))),
          Map.of("fan-out", "RUNNING"),
          "");

  @TempDir Path directory;
  private StackHome home;

  @BeforeEach
  void createHome() {
    home = new StackHome(directory);
    home.create();
  }

  /** Other releases read this file. */
  @Test
  void theFileOfAStateKeepsItsFormat() throws IOException {
    String json =
        """
        {"phase":"UP","portBase":21000,"extent":"PIPELINE","servers":[{"name":"kafka","pid":7,\
        "port":21001,"state":"RUNNING","restarts":1,"log":"/log","problem":["slow"]}],\
        "jobs":{"fan-out":"RUNNING"},"problem":""}""";
    STATE.write(home);
    assertThat(Files.readString(home.run().resolve("state.json")).replaceAll("\\s", ""))
        .isEqualTo(json);
    Files.writeString(home.run().resolve("state.json"), json);
    assertThat(StackState.read(home)).contains(STATE);
  }

  @Test
  void aStateThatCannotBeReadIsMissing() throws IOException {
    assertThat(StackState.read(home)).isEmpty();
    Files.writeString(home.run().resolve("state.json"), "{\"phase\":");
    assertThat(StackState.read(home)).isEmpty();
  }

  @Test
  void aReportOfAStartIsReadOnce() {
    StartReport report = new StartReport(home, 7);
    assertThat(report.take()).isEmpty();
    report.writeFailure("kafka ended");
    assertThat(new StartReport(home, 7).take()).contains("kafka ended");
    assertThat(report.take()).isEmpty();
    report.writeSuccess();
    assertThat(report.take()).contains("");
  }
}
