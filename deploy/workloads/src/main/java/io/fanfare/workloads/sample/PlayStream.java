package io.fanfare.workloads.sample;

import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.events.EventKind;
import io.fanfare.schemas.models.Track;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What is listened to in a network: few tracks by far the most, one of them hot; less by night than
 * in the evening. The same seed, rows and times make the same events.
 */
public final class PlayStream {

  private static final List<String> COUNTRIES =
      List.of("DE", "US", "GB", "FR", "JP", "BR", "IN", "NG", "SE", "MX");
  private static final List<String> SOURCES =
      List.of("dashboard", "search", "profile", "playlist", "example.com");
  private static final int HOT_PERCENT = 30;
  private static final int ANONYMOUS_PERCENT = 20;
  private static final int DOWNLOAD_PERCENT = 4;

  /** When least is listened to, in UTC. */
  private static final int QUIET_HOUR = 3;

  private static final double LEAST = 0.2;

  private final SplittableRandom random;
  private final List<Long> users;
  private final List<Track> tracks;

  /** An event and where it belongs. */
  public record Played(EventKind kind, DomainEvent event) {}

  /**
   * @param population at least one user and one track
   */
  public PlayStream(long seed, Population population) {
    this.random = new SplittableRandom(seed);
    // A stream of changes changes the population's own.
    this.users = List.copyOf(population.users());
    this.tracks = List.copyOf(population.tracks());
  }

  /** The track that is played most. */
  public Track hot() {
    return tracks.get(0);
  }

  /**
   * The next event.
   *
   * @param id unique among all events
   * @param time µs since the epoch
   */
  public Played next(String id, long time) {
    EventKind kind = random.nextInt(100) < DOWNLOAD_PERCENT ? EventKind.DOWNLOAD : EventKind.PLAY;
    Track track = random.nextInt(100) < HOT_PERCENT ? hot() : tracks.get(skewed(tracks.size()));
    return new Played(
        kind,
        new DomainEvent(
            id,
            track.getId(),
            listener(),
            time,
            COUNTRIES.get(skewed(COUNTRIES.size())),
            SOURCES.get(skewed(SOURCES.size())),
            null));
  }

  /** How much is listened to at a time, of what is by the most: from 0.2 to 1. */
  public static double rhythm(Instant time) {
    double hours =
        time.atZone(ZoneOffset.UTC).toLocalTime().toSecondOfDay()
            / (double) ChronoUnit.HOURS.getDuration().toSeconds();
    double wave = (1 - Math.cos((hours - QUIET_HOUR) / 24 * 2 * Math.PI)) / 2;
    return LEAST + (1 - LEAST) * wave;
  }

  private @Nullable Long listener() {
    return random.nextInt(100) < ANONYMOUS_PERCENT ? null : users.get(random.nextInt(users.size()));
  }

  /** An index, the smaller the more often. */
  private int skewed(int size) {
    double drawn = random.nextDouble();
    return (int) (drawn * drawn * drawn * size);
  }
}
