/** Building a view anew beside the one that is served, and changing over. */
@NullMarked
package io.fanfare.ops.backfill;

import org.jspecify.annotations.NullMarked;
