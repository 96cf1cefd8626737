/** Backfills: rebuilds a view beside the served one or in place. */
@NullMarked
package io.fanfare.ops.backfill;

import org.jspecify.annotations.NullMarked;
