package io.fanfare.api.dashboard;

import io.fanfare.api.availability.Deadline;
import io.fanfare.api.availability.Dependency;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.api.models.Models;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.dashboard.DashboardRule;
import io.fanfare.schemas.dashboard.DashboardRule.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Reads what a dashboard shows. The stored entries are a superset; the rows that a page needs
 * anyway decide which of them are shown. It reads until the page is full and one entry further, so
 * that the last page is known to be the last.
 */
public final class DashboardReader {

  /** The latest time that a source can hold. */
  private static final long LATEST = Micros.of(Instant.parse("9999-12-31T23:59:59.999999Z"));

  /** Most entries to read at once. */
  private static final int LONGEST_STRIDE = 500;

  private final DashboardStore store;
  private final Models models;
  private final Clock clock;
  private final Limits limits;

  /**
   * What one page may cost. Where hardly any stored entry is shown, for example after a busy user
   * was destroyed, pages are shorter, because a full one could take minutes.
   *
   * @param mostEntries stored entries to walk over before a page is cut short
   * @param cutAfter time after which a page is cut short, if there was any progress
   * @param answerWithin time after which the request fails
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
    return read(recipientId, kinds, range, limit, entry -> true);
  }

  /**
   * A page of the entries in a range that are shown and news: they happened while the recipient
   * followed the actor.
   *
   * @param limit most entries of the page
   * @throws io.fanfare.api.availability.UnavailableException as {@link #read}
   */
  public DashboardPage readNews(long recipientId, DashboardRange range, int limit) {
    return read(recipientId, Set.of(ActivityKind.values()), range, limit, DashboardEntry::isNews);
  }

  private DashboardPage read(
      long recipientId,
      Set<ActivityKind> kinds,
      DashboardRange range,
      int limit,
      Predicate<DashboardEntry> isWanted) {
    Deadline cut = Deadline.in(limits.cutAfter());
    Deadline deadline = deadline();
    if (deadline.await(models.users(Set.of(recipientId)), Dependency.MYSQL).isEmpty()) {
      return DashboardPage.EMPTY;
    }
    long now = now();
    DashboardWalk walk =
        new DashboardWalk(store, deadline, recipientId, range, now, oldest(range, now));
    List<DashboardEntry> shown = new ArrayList<>();
    int walked = 0;
    int stride = 0;
    while (shown.size() <= limit && walk.hasNext()) {
      if (walked > 0 && (walked >= limits.mostEntries() || cut.hasPassed())) {
        return new DashboardPage(shown, walk.position());
      }
      int missing = limit + 1 - shown.size();
      // Longer strides where many stored entries are not shown.
      stride = Math.min(LONGEST_STRIDE, Math.max(missing, stride));
      List<Activity> entries = walk.next(stride, deadline);
      walked += entries.size();
      stride = entries.size() == stride ? stride * 2 : 0;
      List<Activity> requested = entries.stream().filter(e -> kinds.contains(e.getKind())).toList();
      filterShown(requested, recipientId, now, deadline).stream()
          .filter(isWanted)
          .forEach(shown::add);
    }
    return DashboardPage.of(shown, limit);
  }

  /**
   * The stored entries that are shown now, with their models.
   *
   * @throws UnavailableException if their models can't be read
   */
  public List<DashboardEntry> filterShown(long recipientId, List<Activity> activities) {
    return filterShown(activities, recipientId, now(), deadline());
  }

  /**
   * Judges every stored entry of a recipient within the retention, newest first, as the pages of
   * the feed do; an entry that is scheduled for later as they will do when it is due. So an audit
   * can check a whole dashboard in the memory of one page.
   *
   * @throws UnavailableException if Cassandra or MySQL is absent or too slow
   */
  public void judgeAll(long recipientId, BiConsumer<Activity, Verdict> verdicts) {
    long now = now();
    long oldest = DashboardRule.retentionStart(now);
    DashboardWalk walk =
        new DashboardWalk(store, deadline(), recipientId, DashboardRange.ALL, LATEST, oldest);
    while (walk.hasNext()) {
      Deadline deadline = deadline();
      List<Activity> entries = walk.next(LONGEST_STRIDE, deadline);
      if (!entries.isEmpty()) {
        PageRows rows =
            deadline.await(PageRows.load(models, recipientId, entries), Dependency.MYSQL);
        entries.forEach(
            entry ->
                verdicts.accept(
                    entry, DashboardRule.judge(entry, recipientId, rows, oldest, LATEST)));
      }
    }
  }

  /**
   * The stored entries that are shown now, as {@link #filterShown}, without a thread that waits for
   * them.
   */
  public CompletableFuture<List<DashboardEntry>> shown(
      long recipientId, List<Activity> activities) {
    return deadline()
        .bound(PageRows.load(models, recipientId, activities), Dependency.MYSQL)
        .thenApply(rows -> shown(activities, recipientId, rows, now()));
  }

  /**
   * The stored entries whose time lies in a window, without a thread that waits for them. Fails
   * with an {@link UnavailableException} if they can't be read.
   *
   * @param most entries to return
   */
  public CompletableFuture<ScheduledWindow> scheduled(
      long recipientId, ScheduledWindow.Bounds bounds, int most) {
    return deadline()
        .bound(ScheduledWindow.read(store, recipientId, bounds, most), Dependency.CASSANDRA);
  }

  /** Whether the time of an entry has come. */
  public boolean isDue(Activity activity) {
    return DashboardRule.isDue(activity, now());
  }

  private Deadline deadline() {
    return Deadline.in(limits.answerWithin());
  }

  private List<DashboardEntry> filterShown(
      List<Activity> activities, long recipientId, long now, Deadline deadline) {
    if (activities.isEmpty()) {
      return List.of();
    }
    PageRows rows =
        deadline.await(PageRows.load(models, recipientId, activities), Dependency.MYSQL);
    return shown(activities, recipientId, rows, now);
  }

  private static List<DashboardEntry> shown(
      List<Activity> activities, long recipientId, PageRows rows, long now) {
    return activities.stream()
        .filter(entry -> DashboardRule.judge(entry, recipientId, rows, now) == Verdict.SHOWN)
        .map(rows::withModels)
        .toList();
  }

  private static long oldest(DashboardRange range, long now) {
    long retained = DashboardRule.retentionStart(now);
    Long newerThan = range.newerThan();
    return newerThan == null ? retained : Math.max(retained, newerThan + 1);
  }

  /** The time by which entries are judged, µs since the epoch. */
  public long now() {
    return Micros.of(clock.instant());
  }
}
