package io.fanfare.jobs.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

class JobEnvironmentTest {

  private static final long INTERVAL = 10_000;

  @Test
  void aJobWithoutCheckpointsIsRefused() {
    StreamExecutionEnvironment environment = JobEnvironment.create(1);
    assertThatThrownBy(() -> JobEnvironment.requireCheckpoints(environment, "fan-out"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("The job fan-out needs checkpoints")
        .hasMessageContaining("execution.checkpointing.interval");

    environment.enableCheckpointing(INTERVAL);
    assertThatCode(() -> JobEnvironment.requireCheckpoints(environment, "fan-out"))
        .doesNotThrowAnyException();
  }

  @Test
  void theParallelismIsThatOfTheEnvironmentUnlessOneIsGiven() {
    int environments = StreamExecutionEnvironment.getExecutionEnvironment().getParallelism();
    assertThat(parallelism()).isEqualTo(environments);
    assertThat(parallelism("--parallelism", "3")).isEqualTo(3);
  }

  private static int parallelism(String... arguments) {
    return JobEnvironment.settings(arguments)
        .build(settings -> settings.number("parallelism", 0, 0, JobEnvironment.MAX_PARALLELISM));
  }
}
