/** Stats: what was counted over a range of time, answered from the fewest buckets. */
@NullMarked
package io.fanfare.api.stats;

import org.jspecify.annotations.NullMarked;
