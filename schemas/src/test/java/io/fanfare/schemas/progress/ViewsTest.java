package io.fanfare.schemas.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ViewsTest {

  @Test
  void everyDeploymentHasDashboards() {
    assertThat(Views.of(null, false)).containsExactlyInAnyOrder("dashboards", "closeness");
  }

  @Test
  void addsTheServedGenerationAndStats() {
    assertThat(Views.of("v2", true))
        .containsExactlyInAnyOrder("dashboards", "closeness", "search-v2", "stats");
  }
}
