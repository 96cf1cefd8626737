/** Repairs the views by a refresh of every row of whole tables. */
@NullMarked
package io.fanfare.ops.resync;

import org.jspecify.annotations.NullMarked;
