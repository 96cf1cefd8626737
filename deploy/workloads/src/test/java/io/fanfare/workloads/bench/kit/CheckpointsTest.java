package io.fanfare.workloads.bench.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.workloads.bench.kit.Checkpoints.Checkpoint;
import org.junit.jupiter.api.Test;

class CheckpointsTest {

  @Test
  void reportsNewlyEndedCheckpointsAndWhetherTheyFailed() throws Exception {
    JsonNode history =
        new ObjectMapper()
            .readTree(
                """
                [{"id": 9, "status": "IN_PROGRESS", "end_to_end_duration": 5, "state_size": 0},
                 {"id": 8, "status": "FAILED", "end_to_end_duration": 600000, "state_size": 0},
                 {"id": 7, "status": "COMPLETED", "end_to_end_duration": 320, "state_size": 1024},
                 {"id": 6, "status": "COMPLETED", "end_to_end_duration": 210, "state_size": 1000}]
                """);
    assertThat(Checkpoints.ended("fan-out", history, 6))
        .containsExactlyInAnyOrder(
            new Checkpoint("fan-out", 8, 600_000, 0, false),
            new Checkpoint("fan-out", 7, 320, 1_024, true));
  }
}
