package io.fanfare.workloads.bench.fanout;

import io.fanfare.workloads.bench.kit.Latency;
import io.fanfare.workloads.bench.kit.Stages;
import java.util.Map;

/**
 * Commit to dashboard while posts arrive at random times.
 *
 * @param interactive entries of posts that take the interactive lane
 * @param batch entries of the others
 * @param cpuMicrosecondsAnEntry of each process
 */
public record UnderLoad(
    double entriesPerSecond,
    long seconds,
    long posts,
    Stages interactive,
    Latency batch,
    Map<String, Double> cpuMicrosecondsAnEntry) {}
