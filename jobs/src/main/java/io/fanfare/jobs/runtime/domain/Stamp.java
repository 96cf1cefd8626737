package io.fanfare.jobs.runtime.domain;

/**
 * What a job reads with a record of `models`.
 *
 * @param version orders effects: see {@link io.fanfare.schemas.Version}
 * @param time µs since the epoch, for the retention alone: the earlier of the append time and the
 *     time by the clock of the reading machine. What is older than the retention is dropped, so one
 *     clock that is fast must not decide; with a slow one, the job only keeps more.
 */
public record Stamp(long version, long time) {}
