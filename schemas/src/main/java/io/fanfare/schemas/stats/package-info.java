/** Counts over time: the rules that the stats job and the readers of its cells share. */
@NullMarked
package io.fanfare.schemas.stats;

import org.jspecify.annotations.NullMarked;
