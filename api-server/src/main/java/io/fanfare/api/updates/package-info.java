/** Live updates of dashboards: completion events, handed to whoever follows a dashboard. */
@NullMarked
package io.fanfare.api.updates;

import org.jspecify.annotations.NullMarked;
