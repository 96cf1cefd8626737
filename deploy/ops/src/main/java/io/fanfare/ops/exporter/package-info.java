/** Measures a pipeline from outside, for Prometheus. */
@NullMarked
package io.fanfare.ops.exporter;

import org.jspecify.annotations.NullMarked;
