/** Refreshes: rows of the source as they are now, appended to `models` to repair the views. */
@NullMarked
package io.fanfare.ops.refresh;

import org.jspecify.annotations.NullMarked;
