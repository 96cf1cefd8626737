/** Refreshes: what rows of the source say now, appended to `models` to mend the views. */
@NullMarked
package io.fanfare.ops.refresh;

import org.jspecify.annotations.NullMarked;
