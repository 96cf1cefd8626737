/** The rebuild of the dashboards from a savepoint of the fan-out job. */
@NullMarked
package io.fanfare.rebuild.dashboards;

import org.jspecify.annotations.NullMarked;
