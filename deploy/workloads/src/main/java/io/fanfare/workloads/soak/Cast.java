package io.fanfare.workloads.soak;

import io.fanfare.ops.refresh.RowKey;
import io.fanfare.schemas.models.Model;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/** Draws the users, tracks and playlists of a history at random. */
final class Cast {

  /** Some times coincide; some are in other months, beyond the retention, or in the future. */
  private static final int[] DAYS = {0, 0, 0, -20, -70, -181, 3};

  private static final int SECONDS = 3;

  private final Shape shape;
  private final Random random;
  private final LocalDateTime now;
  final long firstUser;
  final long firstCrowd;
  final long firstTrack;
  private final long firstPlaylist;
  private final long firstComment;

  Cast(Shape shape, Random random, long firstId, Instant now) {
    this.shape = shape;
    this.random = random;
    this.now = LocalDateTime.ofInstant(now.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
    firstUser = firstId;
    firstCrowd = firstUser + shape.users;
    firstTrack = firstCrowd + shape.crowd;
    firstPlaylist = firstTrack + shape.tracks;
    firstComment = firstPlaylist + shape.playlists;
  }

  List<Long> users() {
    return LongStream.range(firstUser, firstCrowd).boxed().toList();
  }

  List<Long> crowdWithRows() {
    return LongStream.range(firstCrowd, firstTrack)
        .filter(follower -> (follower - firstCrowd) % Shape.FOLLOWERS_A_ROW == 0)
        .boxed()
        .toList();
  }

  long lastUser() {
    return firstTrack - 1;
  }

  /**
   * The user whom the whole crowd follows. Drawn rarely: each of its changes is thousands of rows.
   */
  long star() {
    return firstCrowd - 1;
  }

  /** The user whom a part of the crowd follows. */
  long nextToStar() {
    return star() - 1;
  }

  /** Draws a user; some are followed, and act, far more than others. */
  long user() {
    return firstUser + (long) (shape.users * Math.pow(random.nextDouble(), 2));
  }

  /** Draws a user or a member of the crowd. */
  long follower() {
    return shape.crowd == 0 || random.nextInt(4) > 0
        ? user()
        : firstCrowd + random.nextInt(shape.crowd);
  }

  /** Draws the user whom this follower may follow. */
  long followee(long follower) {
    return follower >= firstCrowd ? star() : user();
  }

  long track() {
    return firstTrack + random.nextInt(shape.tracks);
  }

  long playlist() {
    return firstPlaylist + random.nextInt(shape.playlists);
  }

  long comment() {
    return firstComment + random.nextInt(shape.comments());
  }

  LocalDateTime now() {
    return now;
  }

  LocalDateTime time() {
    return now.plus(Duration.ofDays(DAYS[random.nextInt(DAYS.length)]))
        .plusSeconds(random.nextInt(SECONDS));
  }

  /** Draws a row that dashboards depend on; it need not exist. */
  RowKey row() {
    return switch (random.nextInt(6)) {
      case 0 -> new RowKey(Model.TRACK, List.of(track()));
      case 1 -> new RowKey(Model.PLAYLIST, List.of(playlist()));
      case 2 -> new RowKey(Model.TRACK_REPOST, List.of(user(), track()));
      case 3 -> new RowKey(Model.PLAYLIST_REPOST, List.of(user(), playlist()));
      case 4 -> new RowKey(Model.USER, List.of(user()));
      default -> {
        long follower = follower();
        yield new RowKey(Model.FOLLOW, List.of(follower, followee(follower)));
      }
    };
  }
}
