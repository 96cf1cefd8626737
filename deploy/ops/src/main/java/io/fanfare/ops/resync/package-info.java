/** Mending the views of whole tables: every row is said again. */
@NullMarked
package io.fanfare.ops.resync;

import org.jspecify.annotations.NullMarked;
