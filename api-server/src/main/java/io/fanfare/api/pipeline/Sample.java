package io.fanfare.api.pipeline;

import java.util.Map;

/** One value of a query's answer, and the labels that tell it from the others. */
public record Sample(Map<String, String> labels, double value) {

  public Sample {
    labels = Map.copyOf(labels);
  }
}
