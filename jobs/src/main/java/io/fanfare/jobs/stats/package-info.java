/** Stats: counts over time of what listeners do. */
@NullMarked
package io.fanfare.jobs.stats;

import org.jspecify.annotations.NullMarked;
