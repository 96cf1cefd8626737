package io.fanfare.api.dashboard;

import static io.fanfare.api.models.InMemoryModels.track;
import static io.fanfare.api.models.InMemoryModels.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.api.models.InMemoryModels;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.models.TrackRepost;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.BeforeTry;

/**
 * A walk from page to page, each with its own page size, shows exactly once every entry that was
 * stored at the beginning and is still shown, while entries arrive and leave.
 */
class DashboardWalkProperties {

  private static final long RECIPIENT = 1;
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final long NOW_MICROS = NOW.getEpochSecond() * 1_000_000;
  private static final Set<ActivityKind> ALL = Set.of(ActivityKind.values());

  private InMemoryDashboards store = new InMemoryDashboards();
  private InMemoryModels models = new InMemoryModels();

  @BeforeTry
  void insertUsers() {
    store = new InMemoryDashboards();
    models = new InMemoryModels();
    for (long id = 1; id <= 6; id++) {
      models.put(user(id));
    }
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void showsEveryEntryOnce(
      @ForAll @Size(max = 120) Set<@From("entries") Activity> there,
      @ForAll @Size(max = 40) List<@From("entries") Activity> arriving,
      @ForAll @Size(max = 10) List<@IntRange(max = 119) Integer> leaving,
      @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 40) Integer> limits,
      @ForAll @IntRange(min = 1, max = 200) int mostEntries) {
    there.forEach(this::store);
    List<Activity> left = leaving(there, leaving);

    List<Activity> seen = new ArrayList<>();
    DashboardRange range = DashboardRange.ALL;
    int pages = 0;
    for (boolean more = true; more; pages++) {
      int limit = limits.get(pages % limits.size());
      DashboardPage page = reader(mostEntries).read(RECIPIENT, ALL, range, limit);
      assertThat(page.entries()).hasSizeLessThanOrEqualTo(limit);
      page.entries().forEach(entry -> seen.add(entry.activity()));
      Activity last = page.continueAfter();
      more = last != null;
      range = more ? range.after(last) : range;
      happen(pages, arriving, left);
    }

    assertThat(seen).doesNotHaveDuplicates().isSortedAccordingTo(InMemoryDashboards.ORDER);
    List<Activity> expected = new ArrayList<>(there);
    expected.removeIf(entry -> left.contains(entry) || isOutside(entry));
    assertThat(seen).containsAll(expected);
    assertThat(seen)
        .noneMatch(DashboardWalkProperties::isOutside)
        .allMatch(entry -> there.contains(entry) || arriving.contains(entry));
  }

  private void happen(int page, List<Activity> arriving, List<Activity> left) {
    arriving.stream().skip(page * 7L).limit(7).filter(a -> !left.contains(a)).forEach(this::store);
    left.stream().skip(page).limit(1).forEach(store::remove);
  }

  private static List<Activity> leaving(Set<Activity> there, List<Integer> places) {
    List<Activity> sorted = there.stream().sorted(InMemoryDashboards.ORDER).toList();
    return places.stream()
        .distinct()
        .filter(place -> place < sorted.size())
        .map(sorted::get)
        .toList();
  }

  private DashboardReader reader(int mostEntries) {
    DashboardReader.Limits limits =
        new DashboardReader.Limits(mostEntries, Duration.ofMinutes(1), Duration.ofMinutes(1));
    return new DashboardReader(store, models, Clock.fixed(NOW, ZoneOffset.UTC), limits);
  }

  /** Each actor and time has tracks of its own, so that each entry is shown. */
  private void store(Activity activity) {
    long publishedAt =
        activity.getKind() == ActivityKind.TRACK ? activity.getActivityTime() : NOW_MICROS;
    long owner = activity.getKind() == ActivityKind.TRACK ? activity.getActorId() : 6;
    models.put(track(activity.getObjectId(), owner, publishedAt));
    models.put(
        new TrackRepost(activity.getActorId(), activity.getObjectId(), activity.getActivityTime()));
    store.put(activity);
  }

  /** Older than the retention, or scheduled for later. */
  private static boolean isOutside(Activity activity) {
    long time = activity.getActivityTime();
    return time < NOW_MICROS - Duration.ofDays(180).toNanos() / 1_000 || time > NOW_MICROS;
  }

  /** Many share a time, some are of other months, of the future, or older than the retention. */
  @Provide
  Arbitrary<Activity> entries() {
    Arbitrary<Long> days = Arbitraries.longs().between(-200, 40);
    Arbitrary<Long> micros = Arbitraries.longs().between(0, 3);
    return Combinators.combine(
            Arbitraries.of(ActivityKind.TRACK, ActivityKind.TRACK_REPOST),
            Arbitraries.longs().between(2, 5),
            Arbitraries.longs().between(0, 3),
            Arbitraries.oneOf(Arbitraries.just(0L), days),
            micros)
        .as(
            (kind, actor, object, day, micro) -> {
              long time = NOW_MICROS + Duration.ofDays(day).toNanos() / 1_000 + micro;
              long id =
                  ((day + 200) * 4 + micro) * 100
                      + actor * 10
                      + object * 2
                      + (kind == ActivityKind.TRACK ? 0 : 1);
              return new Activity(kind, actor, id, time);
            });
  }
}
