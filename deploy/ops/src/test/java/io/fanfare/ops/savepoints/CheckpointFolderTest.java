package io.fanfare.ops.savepoints;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CheckpointFolderTest {

  @Test
  void isThatOfTheJob() {
    assertThat(CheckpointFolder.of("s3://flink/checkpoints/7c0d/chk-12"))
        .isEqualTo("s3://flink/checkpoints/7c0d");
  }

  @Test
  void savepointsStayWhereTheyAre() {
    assertThat(CheckpointFolder.of("s3://flink/savepoint-7c0d"))
        .isEqualTo("s3://flink/savepoint-7c0d");
    assertThat(CheckpointFolder.of("chk")).isEqualTo("chk");
  }
}
