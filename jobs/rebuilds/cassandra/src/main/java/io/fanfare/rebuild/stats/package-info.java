/** The rebuild of stats from the log. */
@NullMarked
package io.fanfare.rebuild.stats;

import org.jspecify.annotations.NullMarked;
