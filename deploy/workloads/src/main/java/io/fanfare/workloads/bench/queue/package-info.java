/** Measures the queue in front of the API servers. */
@NullMarked
package io.fanfare.workloads.bench.queue;

import org.jspecify.annotations.NullMarked;
