/** Measures an actor with a million followers beside small posts. */
@NullMarked
package io.fanfare.workloads.bench.celebrity;

import org.jspecify.annotations.NullMarked;
