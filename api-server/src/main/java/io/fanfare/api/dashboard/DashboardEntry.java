package io.fanfare.api.dashboard;

import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.models.User;

/**
 * A dashboard entry that is shown, with its models.
 *
 * @param owner whose track or playlist it is
 * @param actor who published or reposted it
 */
public record DashboardEntry(Activity activity, Origin origin, User owner, User actor) {}
