/** Measures fan-out and persistence. */
@NullMarked
package io.fanfare.workloads.bench.fanout;

import org.jspecify.annotations.NullMarked;
