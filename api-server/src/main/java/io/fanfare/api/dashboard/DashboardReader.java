package io.fanfare.api.dashboard;

import io.fanfare.api.availability.Deadline;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.api.models.Models;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.dashboard.DashboardRule;
import io.fanfare.schemas.dashboard.Sound;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.User;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads what a dashboard shows: stored entries are a superset, and the rows that a page needs
 * anyway decide which of them are shown. It reads on until a page is full, and one entry further,
 * so that the last page is known to be the last.
 */
public final class DashboardReader {

  private static final String MODELS = "MySQL";

  /** Most entries to read at once. */
  private static final int LONGEST_STRIDE = 500;

  private final DashboardStore store;
  private final Models models;
  private final Clock clock;
  private final Limits limits;

  /**
   * What one page may cost. A dashboard where nearly nothing stored is shown any more, such as
   * after a busy user was destroyed, is answered in shorter pages and not in endless time.
   *
   * @param mostEntries stored entries to walk over before a page is cut short
   * @param cutAfter time after which a page is cut short, if there was any progress
   * @param answerWithin time after which there is no answer
   */
  public record Limits(int mostEntries, Duration cutAfter, Duration answerWithin) {
    public static final Limits DEFAULT =
        new Limits(20_000, Duration.ofSeconds(3), Duration.ofSeconds(5));
  }

  public DashboardReader(DashboardStore store, Models models, Clock clock, Limits limits) {
    this.store = store;
    this.models = models;
    this.clock = clock;
    this.limits = limits;
  }

  /**
   * A page of the entries in a range that are shown; empty if the recipient has no row.
   *
   * @param kinds the kinds to show
   * @param limit most entries of the page
   * @throws io.fanfare.api.availability.UnavailableException if Cassandra or MySQL is absent or too
   *     slow
   */
  public DashboardPage read(
      long recipientId, Set<ActivityKind> kinds, DashboardRange range, int limit) {
    Deadline cut = Deadline.in(limits.cutAfter());
    Deadline deadline = Deadline.in(limits.answerWithin());
    if (users(Set.of(recipientId), deadline).isEmpty()) {
      return DashboardPage.EMPTY;
    }
    long now = now();
    DashboardWalk walk =
        new DashboardWalk(store, deadline, recipientId, range.olderThan(), oldest(range, now));
    List<DashboardEntry> shown = new ArrayList<>();
    int walked = 0;
    int stride = 0;
    while (shown.size() <= limit && walk.hasNext()) {
      if (walked > 0 && (walked >= limits.mostEntries() || cut.hasPassed())) {
        return new DashboardPage(shown, walk.position());
      }
      int missing = limit + 1 - shown.size();
      // Longer strides where much of what is stored is not shown.
      stride = Math.min(LONGEST_STRIDE, Math.max(missing, stride));
      List<Activity> entries = walk.next(stride);
      walked += entries.size();
      stride = entries.size() == stride ? stride * 2 : 0;
      List<Activity> asked = entries.stream().filter(e -> kinds.contains(e.getKind())).toList();
      shown.addAll(due(asked, recipientId, now, deadline));
    }
    return DashboardPage.of(shown, limit);
  }

  /**
   * Those of some stored entries that are shown right now.
   *
   * @throws UnavailableException if their models can't be read
   */
  public List<DashboardEntry> shown(long recipientId, List<Activity> activities) {
    return due(activities, recipientId, now(), Deadline.in(limits.answerWithin()));
  }

  private List<DashboardEntry> due(
      List<Activity> activities, long recipientId, long now, Deadline deadline) {
    Map<Long, Track> tracks = tracks(activities, deadline);
    Set<Long> userIds = new HashSet<>(Set.of(recipientId));
    activities.forEach(activity -> userIds.add(activity.getActorId()));
    tracks.values().forEach(track -> userIds.add(track.getUserId()));
    Map<Long, User> users = users(userIds, deadline);

    List<DashboardEntry> due = new ArrayList<>();
    for (Activity activity : activities) {
      Track track = isOfTrack(activity) ? tracks.get(activity.getObjectId()) : null;
      Sound sound = track == null ? null : Sound.of(track);
      User owner = track == null ? null : users.get(track.getUserId());
      User actor = users.get(activity.getActorId());
      if (DashboardRule.shows(activity, recipientId, sound, users::containsKey, now)
          && track != null
          && owner != null
          && actor != null) {
        due.add(new DashboardEntry(activity, track, owner, actor));
      }
    }
    return due;
  }

  private Map<Long, Track> tracks(List<Activity> activities, Deadline deadline) {
    Set<Long> ids = new HashSet<>();
    activities.stream()
        .filter(DashboardReader::isOfTrack)
        .forEach(activity -> ids.add(activity.getObjectId()));
    return ids.isEmpty() ? Map.of() : deadline.await(models.tracks(ids), MODELS);
  }

  private Map<Long, User> users(Set<Long> ids, Deadline deadline) {
    return deadline.await(models.users(ids), MODELS);
  }

  private static boolean isOfTrack(Activity activity) {
    return switch (activity.getKind()) {
      case TRACK, TRACK_REPOST -> true;
      case PLAYLIST, PLAYLIST_REPOST -> false;
    };
  }

  private static long oldest(DashboardRange range, long now) {
    long retained = DashboardRule.retentionStart(now);
    Long newerThan = range.newerThan();
    return newerThan == null ? retained : Math.max(retained, newerThan + 1);
  }

  private long now() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
  }
}
