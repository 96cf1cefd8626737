/** Measures the counting of events, and reads of stats. */
@NullMarked
package io.fanfare.workloads.bench.stats;

import org.jspecify.annotations.NullMarked;
