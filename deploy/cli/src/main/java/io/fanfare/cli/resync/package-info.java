/** Mending the views of whole tables: every row is said again. */
@NullMarked
package io.fanfare.cli.resync;

import org.jspecify.annotations.NullMarked;
