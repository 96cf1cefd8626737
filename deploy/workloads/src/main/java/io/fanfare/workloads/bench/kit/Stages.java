package io.fanfare.workloads.bench.kit;

import java.util.List;

/**
 * Commit to dashboard of the interactive lane, and where the time goes.
 *
 * @param total until the completion event has come to a consumer
 * @param toModels the part of it until the change is in `models`
 * @param toEvent the part from there until the completion event is written
 */
public record Stages(Latency total, Latency toModels, Latency toEvent) {

  public List<String> lines(String what) {
    return List.of(
        total.line(what),
        toModels.line("  commit to models"),
        toEvent.line("  models to completion event"));
  }
}
