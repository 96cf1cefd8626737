/** The audit of notifications: each completion event has its outcome, and nobody is told twice. */
@NullMarked
package io.fanfare.ops.audit.notifications;

import org.jspecify.annotations.NullMarked;
