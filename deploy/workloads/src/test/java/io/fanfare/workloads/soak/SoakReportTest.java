package io.fanfare.workloads.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SoakReportTest {

  @Test
  void theLineReportsThatTheViewsAreRight() {
    assertThat(report(true, 0, true).line()).endsWith("0 unreclaimed: the views match the rows");
  }

  @Test
  void theLineReportsHowManySeedsFailed() {
    assertThat(report(false, 0, false).line()).endsWith(": 1 seeds FAILED");
  }

  @Test
  void theLineReportsThatOnlyTheFinalAuditFoundDifferences() {
    assertThat(report(true, 3, false).line()).endsWith("3 unreclaimed: FAILED at the end");
  }

  private static SoakReport report(boolean seedClean, long unreclaimed, boolean clean) {
    SeedReport seed =
        new SeedReport(
            7, Shape.DENSE, 10, 20, Map.of(), 0, 1, 1, 1, 12, 40, 50, 0, 0, 8, 5, 0, seedClean);
    return new SoakReport(List.of(seed), 12, 0, unreclaimed, 5, clean);
  }
}
