package io.fanfare.workloads.bench.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PurgerLatencyTest {

  @Test
  void isTheSumOverEveryVarnish() {
    String metrics =
        """
        # TYPE fanfare_purger_latency_seconds histogram
        fanfare_purger_latency_seconds_bucket{varnish="a:1",le="0.025"} 1
        fanfare_purger_latency_seconds_bucket{varnish="a:1",le="0.05"} 6
        fanfare_purger_latency_seconds_bucket{varnish="a:1",le="0.25"} 9
        fanfare_purger_latency_seconds_bucket{varnish="a:1",le="+Inf"} 10
        fanfare_purger_latency_seconds_count{varnish="a:1"} 10
        fanfare_purger_latency_seconds_sum{varnish="a:1"} 0.5
        fanfare_purger_latency_seconds_bucket{varnish="b:1",le="0.05"} 10
        fanfare_purger_latency_seconds_bucket{varnish="b:1",le="0.25"} 10
        fanfare_purger_latency_seconds_count{varnish="b:1"} 10
        fanfare_purger_latency_seconds_sum{varnish="b:1"} 0.25
        """;
    PurgerLatency found = PurgerLatency.of(metrics);
    assertThat(found).isEqualTo(new PurgerLatency(20, 16, 19, 0.75));
    assertThat(found.since(new PurgerLatency(10, 8, 10, 0.25)))
        .isEqualTo(new PurgerLatency(10, 8, 9, 0.5));
  }
}
