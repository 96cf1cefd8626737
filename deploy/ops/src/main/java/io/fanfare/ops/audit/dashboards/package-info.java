/** The audit of dashboards. */
@NullMarked
package io.fanfare.ops.audit.dashboards;

import org.jspecify.annotations.NullMarked;
