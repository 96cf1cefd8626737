/** Flink functions of fan-out: they fetch state, call a rule, store state. */
@NullMarked
package io.fanfare.jobs.fanout.functions;

import org.jspecify.annotations.NullMarked;
