/** Measures a recipient who follows many actors. */
@NullMarked
package io.fanfare.workloads.bench.collector;

import org.jspecify.annotations.NullMarked;
