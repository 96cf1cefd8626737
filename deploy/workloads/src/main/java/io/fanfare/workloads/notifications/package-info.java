/** Listeners who are notified by the receivers of a local stack. */
@NullMarked
package io.fanfare.workloads.notifications;

import org.jspecify.annotations.NullMarked;
