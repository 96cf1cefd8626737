/** Flink functions of closeness: they fetch state, call a rule, store state. */
@NullMarked
package io.fanfare.jobs.closeness.functions;

import org.jspecify.annotations.NullMarked;
