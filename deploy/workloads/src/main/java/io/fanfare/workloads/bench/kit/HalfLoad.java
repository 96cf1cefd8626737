package io.fanfare.workloads.bench.kit;

/**
 * Commit to dashboard at half the rate that the pipeline takes.
 *
 * @param interactive entries of posts that take the interactive lane
 * @param batch entries of the others
 */
public record HalfLoad(
    double entriesPerSecond, long seconds, long posts, Stages interactive, Latency batch) {}
