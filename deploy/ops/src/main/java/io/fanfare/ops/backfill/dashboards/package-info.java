/** The backfill of dashboards. */
@NullMarked
package io.fanfare.ops.backfill.dashboards;

import org.jspecify.annotations.NullMarked;
