/** Measures dashboards that are written against dashboards that are assembled at read time. */
@NullMarked
package io.fanfare.workloads.bench.pushpull;

import org.jspecify.annotations.NullMarked;
