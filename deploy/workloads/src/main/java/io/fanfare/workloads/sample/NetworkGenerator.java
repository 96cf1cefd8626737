package io.fanfare.workloads.sample;

import static io.fanfare.workloads.sample.SampleUsers.pick;

import io.fanfare.schemas.models.Follow;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.TrackRepost;
import io.fanfare.schemas.models.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * Makes a network as networks are: most users follow a few, some follow hundreds, and most are
 * followed by a few, some by a large part of all. How well known users are follows Zipf's law, and
 * so their numbers of followers do. The same seed, size and time make the same network.
 */
public final class NetworkGenerator {

  /** Days of history: within what dashboards show. */
  private static final long HISTORY = micros(Duration.ofDays(150));

  private static final long AGE_OF_NETWORK = micros(Duration.ofDays(900));
  private static final double TRACKS_PER_USER = 1.75;
  private static final double REPOSTS_PER_USER = 1.0;

  /** How many a user follows: at least these, with a mean of about 15 and a tail of this index. */
  private static final int FEWEST_FOLLOWED = 5;

  private static final double TAIL = 1.5;
  private static final double LARGEST_SHARE_FOLLOWED = 0.2;
  private static final double BY_POPULARITY = 0.75;
  private static final double TRACKS_BY_POPULARITY = 0.1;

  private final SplittableRandom random;
  private final int size;
  private final long now;

  private final ZipfUsers popular;

  /**
   * @param size number of users, at least 2; their ids count from 1
   * @param now µs since the epoch: nothing is later
   */
  public NetworkGenerator(long seed, int size, long now) {
    this.random = new SplittableRandom(seed);
    this.size = size;
    this.now = now;
    this.popular = new ZipfUsers(size, random);
  }

  /** Makes the network; a second call on the same generator would make another one. */
  public SampleNetwork generate() {
    List<User> users =
        LongStream.rangeClosed(1, size)
            .mapToObj(id -> SampleUsers.user(id, now - HISTORY - ago(AGE_OF_NETWORK)))
            .toList();
    List<Follow> follows = new ArrayList<>();
    users.forEach(user -> follow(user.getId(), follows));
    List<Track> tracks = tracks();
    return new SampleNetwork(users, follows, tracks, reposts(follows, tracks));
  }

  private void follow(long follower, List<Follow> follows) {
    Set<Long> followed = new HashSet<>();
    int wanted = outDegree();
    // A draw may hit a user who is already followed: those few draws are not repeated.
    for (int draw = 0; followed.size() < wanted && draw < 2 * wanted; draw++) {
      long followee = byChance(BY_POPULARITY) ? popular.next() : anyone();
      if (followee != follower && followed.add(followee)) {
        follows.add(new Follow(follower, followee, now - HISTORY - ago(HISTORY)));
      }
    }
  }

  private int outDegree() {
    double pareto = FEWEST_FOLLOWED / Math.pow(1 - random.nextDouble(), 1 / TAIL);
    return (int) Math.max(1, Math.min(pareto, size * LARGEST_SHARE_FOLLOWED));
  }

  private List<Track> tracks() {
    List<Long> times = times((int) Math.ceil(size * TRACKS_PER_USER));
    List<Track> tracks = new ArrayList<>();
    for (long time : times) {
      long owner = byChance(TRACKS_BY_POPULARITY) ? popular.next() : anyone();
      tracks.add(SampleTracks.track(tracks.size() + 1L, owner, time, random));
    }
    return tracks;
  }

  /** Adds reposts: a user reposts a track of a user whom they follow. */
  private List<TrackRepost> reposts(List<Follow> follows, List<Track> tracks) {
    Map<Long, List<Track>> byOwner = new HashMap<>();
    tracks.forEach(t -> byOwner.computeIfAbsent(t.getUserId(), o -> new ArrayList<>()).add(t));
    Set<List<Long>> keys = new HashSet<>();
    List<TrackRepost> reposts = new ArrayList<>();
    for (int i = 0; i < size * REPOSTS_PER_USER && !follows.isEmpty(); i++) {
      Follow follow = pick(follows, random);
      List<Track> candidates = byOwner.getOrDefault(follow.getFolloweeId(), List.of());
      if (candidates.isEmpty()) {
        continue;
      }
      Track track = pick(candidates, random);
      Long publishedAt = track.getPublishedAt();
      if (publishedAt != null && keys.add(List.of(follow.getFollowerId(), track.getId()))) {
        long time = publishedAt + ago(now - publishedAt);
        reposts.add(new TrackRepost(follow.getFollowerId(), track.getId(), time));
      }
    }
    reposts.sort(Comparator.comparingLong(TrackRepost::getCreatedAt));
    return reposts;
  }

  /** Publish times, oldest first, with more of late than long ago. */
  private List<Long> times(int count) {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double age = random.nextDouble();
      times.add(now - 1 - (long) (age * age * (HISTORY - 1)));
    }
    times.sort(Comparator.naturalOrder());
    return times;
  }

  private long anyone() {
    return 1 + random.nextInt(size);
  }

  private long ago(long most) {
    return most < 1 ? 0 : random.nextLong(most);
  }

  private boolean byChance(double share) {
    return random.nextDouble() < share;
  }

  private static long micros(Duration time) {
    return time.toNanos() / 1_000;
  }
}
