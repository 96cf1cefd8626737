/** Flink functions of notifications: they fetch state, call a rule, store state. */
@NullMarked
package io.fanfare.jobs.notifications.functions;

import org.jspecify.annotations.NullMarked;
