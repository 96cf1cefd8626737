/** What benchmarks share: the stack, graphs, posts, latencies and ceilings. */
@NullMarked
package io.fanfare.workloads.bench.kit;

import org.jspecify.annotations.NullMarked;
