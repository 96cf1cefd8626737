/** Stats: counts of what listeners do, over time. */
@NullMarked
package io.fanfare.jobs.stats;

import org.jspecify.annotations.NullMarked;
