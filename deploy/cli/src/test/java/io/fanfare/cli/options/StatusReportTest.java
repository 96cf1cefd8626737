package io.fanfare.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.local.StackHome;
import io.fanfare.local.StackSettings.Extent;
import io.fanfare.local.supervisor.StackState;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusReportTest {

  private final StackHome home = new StackHome(Path.of("/stack"));

  @Test
  void aStackThatStartsReportsWhatItRepairsMeanwhile() {
    assertThat(problem("")).contains("The stack in /stack is starting.");
    assertThat(problem("all rows are refreshed"))
        .contains("The stack in /stack is starting: all rows are refreshed.");
  }

  private Optional<String> problem(String problem) {
    StackState state =
        new StackState(
            StackState.Phase.STARTING, 21000, Extent.PIPELINE, List.of(), Map.of(), problem);
    return new StatusReport(home, Optional.of(state), Optional.empty(), List.of()).problem();
  }
}
