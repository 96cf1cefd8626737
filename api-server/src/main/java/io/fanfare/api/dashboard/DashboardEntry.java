package io.fanfare.api.dashboard;

import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.models.User;

/**
 * A dashboard entry that is shown, with its models.
 *
 * @param owner the owner of the track or playlist
 * @param actor the user who published or reposted it
 */
public record DashboardEntry(Activity activity, Origin origin, User owner, User actor) {}
