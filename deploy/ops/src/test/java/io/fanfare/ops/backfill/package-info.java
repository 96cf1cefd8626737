@NullMarked
package io.fanfare.ops.backfill;

import org.jspecify.annotations.NullMarked;
