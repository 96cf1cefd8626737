/** The audit of stats, against SQL and against a count of the event log. */
@NullMarked
package io.fanfare.ops.audit.stats;

import org.jspecify.annotations.NullMarked;
