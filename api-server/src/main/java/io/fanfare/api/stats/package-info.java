/** Stats: counts over a range of time, read from the fewest buckets. */
@NullMarked
package io.fanfare.api.stats;

import org.jspecify.annotations.NullMarked;
