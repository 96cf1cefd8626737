/** Live updates of dashboards: completion events, passed to the clients that watch a dashboard. */
@NullMarked
package io.fanfare.api.updates;

import org.jspecify.annotations.NullMarked;
