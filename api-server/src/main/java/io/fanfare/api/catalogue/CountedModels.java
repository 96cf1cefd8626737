package io.fanfare.api.catalogue;

import io.fanfare.api.availability.Deadline;
import io.fanfare.api.availability.Dependency;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.api.edge.Dependencies;
import io.fanfare.api.models.CountsOfPlaylist;
import io.fanfare.api.models.CountsOfUser;
import io.fanfare.api.models.ReleasedCount;
import io.fanfare.api.models.RowCounts;
import io.fanfare.api.presentation.PlaylistCounts;
import io.fanfare.api.presentation.TrackCounts;
import io.fanfare.api.presentation.UserCounts;
import io.fanfare.api.stats.Total;
import io.fanfare.api.stats.Totals;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.edge.EdgeKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is counted around a single row. A count that is not known in time is left out: the row can
 * be shown without it. What the stats job counts comes from its totals, which purge nothing; the
 * rest is counted in the source.
 */
public final class CountedModels {

  private static final Logger LOG = LoggerFactory.getLogger(CountedModels.class);

  /** A range of the most rows, which nobody has read for a while, takes longer. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  /**
   * So many are counted at once: a count that is late goes on, and must not take all connections.
   */
  private static final int MOST_AT_ONCE = 4;

  private final Semaphore free = new Semaphore(MOST_AT_ONCE);
  private final RowCounts rows;
  private final Totals totals;
  private final Clock clock;

  public CountedModels(RowCounts rows, Totals totals, Clock clock) {
    this.rows = rows;
    this.totals = totals;
    this.clock = clock;
  }

  TrackCounts ofTrack(long id, Reading reading) {
    var likes = totals.request(Total.LIKES, List.of(id));
    var reposts = totals.request(Total.REPOSTS, List.of(id));
    var comments = totals.request(Total.COMMENTS, List.of(id));
    return new TrackCounts(
        total(likes, id, reading), total(reposts, id, reading), total(comments, id, reading));
  }

  UserCounts ofUser(long id, Reading reading) {
    var followers = totals.request(Total.FOLLOWERS, List.of(id));
    Dependencies read = reading.dependencies();
    read.add(EdgeKey.FOLLOWINGS_OF_USER, id);
    read.add(EdgeKey.TRACKS_OF_USER, id);
    read.add(EdgeKey.PLAYLISTS_OF_USER, id);
    long now = now();
    CountsOfUser counts =
        inTime(() -> rows.ofUser(id, now, now + ShownModels.SOON), CountsOfUser.UNKNOWN, read);
    return new UserCounts(
        total(followers, id, reading),
        counts.followings(),
        released(counts.tracks(), read),
        released(counts.playlists(), read));
  }

  PlaylistCounts ofPlaylist(long id, Reading reading) {
    // The key of each track would be too many: a track that changes does not purge its playlists.
    reading.dependencies().add(EdgeKey.TRACKS_OF_PLAYLIST, id);
    Optional<CountsOfPlaylist> counts =
        inTime(() -> rows.ofPlaylist(id, now()), Optional.empty(), reading.dependencies());
    return new PlaylistCounts(
        counts.map(CountsOfPlaylist::tracks).orElse(null),
        counts.map(CountsOfPlaylist::duration).orElse(null));
  }

  private long now() {
    return Micros.of(clock.instant());
  }

  private static @Nullable Long total(
      CompletableFuture<Map<Long, Long>> requested, long id, Reading reading) {
    Long total = requested.join().get(id);
    if (total == null) {
      // It was late: the next answer has it.
      reading.dependencies().addUnknown();
    }
    return total;
  }

  private static @Nullable Long released(@Nullable ReleasedCount count, Dependencies read) {
    if (count == null) {
      return null;
    }
    if (count.now() != count.soon()) {
      // It changes without a change of a row.
      read.addUnknown();
    }
    return count.now();
  }

  private <T> T inTime(Supplier<CompletionStage<T>> counting, T unknown, Dependencies read) {
    try {
      if (free.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        CompletionStage<T> counts = counting.get().whenComplete((found, failure) -> free.release());
        return Deadline.in(PATIENCE).await(counts, Dependency.MYSQL);
      }
    } catch (UnavailableException e) {
      LOG.debug("A count is late", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    read.addUnknown();
    return unknown;
  }
}
