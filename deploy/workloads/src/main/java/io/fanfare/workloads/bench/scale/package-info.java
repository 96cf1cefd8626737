/** Measures whether costs stay the same as the work grows. */
@NullMarked
package io.fanfare.workloads.bench.scale;

import org.jspecify.annotations.NullMarked;
