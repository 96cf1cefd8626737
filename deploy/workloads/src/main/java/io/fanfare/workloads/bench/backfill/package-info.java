/** How fast dashboards are rebuilt, beside how fast they are written live. */
@NullMarked
package io.fanfare.workloads.bench.backfill;

import org.jspecify.annotations.NullMarked;
