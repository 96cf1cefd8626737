package io.fanfare.connectors.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class DashboardWriterTest {

  @Test
  void whatIsAnnouncedTogetherIsAQuarterOfASecondOfTheShare() {
    assertThat(DashboardWriter.limits(pace(1_000)).mostRows()).isEqualTo(250);
    assertThat(DashboardWriter.limits(pace(100_000)).mostRows()).isEqualTo(25_000);
  }

  @Test
  void aGroupIsBoundedHoweverFastTheLaneMayBe() {
    assertThat(DashboardWriter.limits(Pace.UNBOUNDED).mostRows()).isEqualTo(65_536);
    assertThat(DashboardWriter.limits(pace(10_000_000)).mostRows()).isEqualTo(65_536);
  }

  private static Pace pace(int rowsPerSecond) {
    return new Pace() {
      @Override
      public CompletionStage<Void> acquire(int rows) {
        return CompletableFuture.completedFuture(null);
      }

      @Override
      public int rowsPerSecond() {
        return rowsPerSecond;
      }
    };
  }
}
