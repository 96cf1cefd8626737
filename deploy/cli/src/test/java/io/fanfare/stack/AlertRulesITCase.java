package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.local.Checkout;
import io.fanfare.local.server.ObservabilityPrograms;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of alerts, as Prometheus reads them. */
class AlertRulesITCase {

  private final Checkout checkout = Checkout.around(Path.of(""));

  @Test
  void prometheusTakesTheRules() throws Exception {
    assertThat(promtool("check", "rules", checkout.observability("rules.yml"))).isZero();
  }

  @Test
  void eachAlertFiresByItsCauseAndNotWithoutIt() throws Exception {
    assertThat(promtool("test", "rules", checkout.observability("rules-test.yml"))).isZero();
  }

  private int promtool(String verb, String what, Path file)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(new ObservabilityPrograms(checkout).promtool().toString());
    command.addAll(List.of(verb, what, file.toString()));
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
