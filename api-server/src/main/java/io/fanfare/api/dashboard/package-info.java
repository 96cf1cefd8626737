/** Reading dashboards: stored entries, joined with their models, filtered by the rule. */
@NullMarked
package io.fanfare.api.dashboard;

import org.jspecify.annotations.NullMarked;
