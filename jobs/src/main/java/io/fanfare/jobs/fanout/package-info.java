/** Fan-out: finds the recipients of activities, and decides which entries are stored. */
@NullMarked
package io.fanfare.jobs.fanout;

import org.jspecify.annotations.NullMarked;
