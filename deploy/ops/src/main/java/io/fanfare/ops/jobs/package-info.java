/** The jobs of a pipeline on a Flink session cluster. */
@NullMarked
package io.fanfare.ops.jobs;

import org.jspecify.annotations.NullMarked;
