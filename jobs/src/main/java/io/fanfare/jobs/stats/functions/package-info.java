/** Flink functions of the stats job: they fetch state, call a rule, store state. */
@NullMarked
package io.fanfare.jobs.stats.functions;

import org.jspecify.annotations.NullMarked;
