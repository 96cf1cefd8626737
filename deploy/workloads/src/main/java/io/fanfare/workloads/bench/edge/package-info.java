/** Measures the edge: purges, hits, and how old what it serves can be. */
@NullMarked
package io.fanfare.workloads.bench.edge;

import org.jspecify.annotations.NullMarked;
