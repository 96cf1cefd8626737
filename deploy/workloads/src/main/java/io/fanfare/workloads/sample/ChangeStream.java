package io.fanfare.workloads.sample;

import io.fanfare.schemas.models.Follow;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.TrackRepost;
import io.fanfare.workloads.sample.Change.Delete;
import io.fanfare.workloads.sample.Change.Post;
import io.fanfare.workloads.sample.Change.Repost;
import io.fanfare.workloads.sample.Change.Share;
import io.fanfare.workloads.sample.Change.StartFollowing;
import io.fanfare.workloads.sample.Change.Unfollow;
import io.fanfare.workloads.sample.Change.Unrepost;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What users of a network do, one thing after the other, without an end. The same seed, rows and
 * times make the same changes. Each change is possible after those before it: no user unfollows
 * another without a follow, and no user reposts a deleted track.
 */
public final class ChangeStream {

  private static final String PUBLIC = "public";
  private static final String PRIVATE = "private";

  /** Reposts are of what is new. */
  private static final int RECENT_TRACKS = 200;

  private final SplittableRandom random;
  private final List<Long> users;
  private final List<Follow> follows;
  private final List<Track> tracks;
  private final List<TrackRepost> reposts;
  private final Set<List<Long>> followed = new HashSet<>();
  private final Set<List<Long>> reposted = new HashSet<>();
  private long nextTrackId;

  /**
   * @param population at least two users
   * @param nextTrackId no track has this id or a larger one
   */
  public ChangeStream(long seed, Population population, long nextTrackId) {
    this.random = new SplittableRandom(seed);
    this.users = population.users();
    this.follows = population.follows();
    this.tracks = population.tracks();
    this.reposts = population.reposts();
    this.nextTrackId = nextTrackId;
    follows.forEach(follow -> followed.add(key(follow)));
    reposts.forEach(repost -> reposted.add(key(repost)));
  }

  /**
   * The next change; the stream assumes that it is made.
   *
   * @param now µs since the epoch
   */
  public Change next(long now) {
    int kind = random.nextInt(100);
    if (kind < 32) {
      return post(now);
    }
    if (kind < 57) {
      return repost(now);
    }
    if (kind < 80) {
      return startFollowing(now);
    }
    if (kind < 89) {
      return unfollow(now);
    }
    if (kind < 92) {
      return unrepost(now);
    }
    return kind < 98 ? share(now) : delete(now);
  }

  private Change post(long now) {
    Track track = SampleTracks.track(nextTrackId, actor(), now, random);
    track.setSharing(PUBLIC);
    track.setState("finished");
    nextTrackId++;
    tracks.add(track);
    return new Post(track);
  }

  private Change repost(long now) {
    if (tracks.isEmpty()) {
      return post(now);
    }
    int recent = Math.min(RECENT_TRACKS, tracks.size());
    Track track = tracks.get(tracks.size() - 1 - random.nextInt(recent));
    TrackRepost repost = new TrackRepost(actor(), track.getId(), now);
    if (!track.getSharing().equals(PUBLIC)
        || repost.getUserId() == track.getUserId()
        || !reposted.add(key(repost))) {
      return post(now);
    }
    reposts.add(repost);
    return new Repost(repost, track);
  }

  private Change unrepost(long now) {
    if (reposts.isEmpty()) {
      return repost(now);
    }
    TrackRepost repost = take(reposts);
    reposted.remove(key(repost));
    return tracks.stream()
        .filter(track -> track.getId() == repost.getTrackId())
        .findFirst()
        .<Change>map(track -> new Unrepost(repost, track))
        .orElseGet(() -> post(now));
  }

  private Change startFollowing(long now) {
    Follow follow = new Follow(anyone(), actor(), now);
    if (follow.getFollowerId() == follow.getFolloweeId() || !followed.add(key(follow))) {
      return post(now);
    }
    follows.add(follow);
    return new StartFollowing(follow);
  }

  private Change unfollow(long now) {
    if (follows.isEmpty()) {
      return startFollowing(now);
    }
    Follow follow = take(follows);
    followed.remove(key(follow));
    return new Unfollow(follow);
  }

  private Change share(long now) {
    if (tracks.isEmpty()) {
      return post(now);
    }
    // What is private comes back sooner than others go.
    int position =
        tracks.stream().anyMatch(ChangeStream::isPrivate) && random.nextInt(3) > 0
            ? firstPrivate()
            : random.nextInt(tracks.size());
    Track track = Track.newBuilder(tracks.get(position)).setUpdatedAt(now).build();
    track.setSharing(isPrivate(track) ? PUBLIC : PRIVATE);
    tracks.set(position, track);
    return new Share(track);
  }

  private Change delete(long now) {
    return tracks.isEmpty() ? post(now) : new Delete(take(tracks));
  }

  private int firstPrivate() {
    int position = 0;
    while (!isPrivate(tracks.get(position))) {
      position++;
    }
    return position;
  }

  private static boolean isPrivate(Track track) {
    return track.getSharing().equals(PRIVATE);
  }

  /** Draws a user; those with many followers act more, and are followed more. */
  private long actor() {
    return follows.isEmpty() || random.nextInt(4) == 0
        ? anyone()
        : SampleUsers.pick(follows, random).getFolloweeId();
  }

  private long anyone() {
    return SampleUsers.pick(users, random);
  }

  private <T> T take(List<T> from) {
    return from.remove(random.nextInt(from.size()));
  }

  private static List<Long> key(Follow follow) {
    return List.of(follow.getFollowerId(), follow.getFolloweeId());
  }

  private static List<Long> key(TrackRepost repost) {
    return List.of(repost.getUserId(), repost.getTrackId());
  }
}
