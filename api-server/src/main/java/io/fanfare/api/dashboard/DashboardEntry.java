package io.fanfare.api.dashboard;

import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.User;

/**
 * A dashboard entry that is shown, with its models.
 *
 * @param owner whose track it is
 * @param actor who published or reposted it
 */
public record DashboardEntry(Activity activity, Track track, User owner, User actor) {}
