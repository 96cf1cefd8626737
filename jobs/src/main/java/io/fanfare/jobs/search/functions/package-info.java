/** Flink functions of search: they fetch state, call a rule, store state. */
@NullMarked
package io.fanfare.jobs.search.functions;

import org.jspecify.annotations.NullMarked;
