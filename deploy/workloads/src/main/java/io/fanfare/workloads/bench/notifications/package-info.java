/** Measures notifications: the job, the agents, and from a post until its push is accepted. */
@NullMarked
package io.fanfare.workloads.bench.notifications;

import org.jspecify.annotations.NullMarked;
