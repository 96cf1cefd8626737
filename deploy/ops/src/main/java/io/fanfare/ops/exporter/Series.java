package io.fanfare.ops.exporter;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A gauge for each of several things. What is not known has none: an old value would be wrong. */
final class Series {

  private final String label;
  private final MultiGauge gauge;

  Series(String metric, String label, MeterRegistry registry) {
    this.label = label;
    this.gauge = MultiGauge.builder(metric).register(registry);
  }

  /**
   * Replaces all values.
   *
   * @param value null if it is not known
   */
  <T> void set(
      Collection<T> things, Function<T, String> name, Function<T, @Nullable Double> value) {
    List<Row<?>> rows = new ArrayList<>();
    for (T thing : things) {
      Double number = value.apply(thing);
      if (number != null) {
        rows.add(Row.of(Tags.of(label, name.apply(thing)), number));
      }
    }
    gauge.register(rows, true);
  }
}
