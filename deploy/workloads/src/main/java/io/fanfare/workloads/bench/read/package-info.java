/** Measures reads of dashboards. */
@NullMarked
package io.fanfare.workloads.bench.read;

import org.jspecify.annotations.NullMarked;
