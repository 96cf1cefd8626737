/** Stats in Flink. */
@NullMarked
package io.fanfare.jobs.stats.functions;

import org.jspecify.annotations.NullMarked;
