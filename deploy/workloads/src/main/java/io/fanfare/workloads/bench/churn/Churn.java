package io.fanfare.workloads.bench.churn;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.models.Block;
import io.fanfare.schemas.models.Follow;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.TrackRepost;
import io.fanfare.workloads.bench.kit.Post;
import io.fanfare.workloads.bench.kit.Posts;
import io.fanfare.workloads.source.DeleteRow;
import io.fanfare.workloads.source.InsertRow;
import io.fanfare.workloads.source.Operation;
import io.fanfare.workloads.source.UpdateTrackSharing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * What an application does of which one change in ten takes something back: unfollows, blocks,
 * deletes and changes of privacy, among follows, posts and reposts. Each is a transaction of its
 * own.
 */
final class Churn {

  private static final int HUNDRED = 100;

  private final Posts posts;
  private final int artists;
  private final SplittableRandom random;
  private final List<Post> published = new ArrayList<>();
  private final Map<String, Long> made = new TreeMap<>();

  /**
   * @param artists how many take part, the most followed first
   */
  Churn(Posts posts, int artists, long seed) {
    this.posts = posts;
    this.artists = artists;
    this.random = new SplittableRandom(seed);
  }

  /** Operations so far, by kind. */
  Map<String, Long> made() {
    return Map.copyOf(made);
  }

  /** The next operation, which is done before another is asked for. */
  Operation next() {
    int kind = random.nextInt(HUNDRED);
    if (kind < 45) {
      return follow();
    }
    if (kind < 48) {
      return unfollow();
    }
    if (kind < 50) {
      return block();
    }
    // All else is about a post: one has to be there first.
    if (kind < 75 || published.isEmpty()) {
      return post();
    }
    Post post = published.get(random.nextInt(published.size()));
    if (kind < 95) {
      return repost(post);
    }
    return kind < 98 ? destroy(post) : changePrivacy(post);
  }

  private Operation follow() {
    return counted("follow", InsertRow.of(Model.FOLLOW, new Follow(listener(), artistId(), now())));
  }

  /** One of the follows that were there at the beginning. */
  private Operation unfollow() {
    int artist = random.nextInt(artists);
    long[] followers = posts.graph().followers(artist);
    long follower = followers[random.nextInt(followers.length)];
    return counted(
        "unfollow", DeleteRow.of(Model.FOLLOW, follower, posts.graph().artistId(artist)));
  }

  private Operation block() {
    return counted("block", InsertRow.of(Model.BLOCK, new Block(listener(), artistId(), now())));
  }

  private Operation post() {
    Post post = posts.of(random.nextInt(artists));
    published.add(post);
    return counted("post", InsertRow.of(Model.TRACK, post.track()));
  }

  private Operation repost(Post post) {
    return counted(
        "repost",
        InsertRow.of(Model.TRACK_REPOST, new TrackRepost(artistId(), post.trackId(), now())));
  }

  private Operation destroy(Post post) {
    return counted("delete", DeleteRow.of(Model.TRACK, post.trackId()));
  }

  /** Twice as many become private as public again. */
  private Operation changePrivacy(Post post) {
    Track track = post.track();
    track.setSharing(random.nextInt(3) == 0 ? "public" : "private");
    track.setUpdatedAt(now());
    return counted("privacy", UpdateTrackSharing.of(track));
  }

  private long listener() {
    return posts.graph().listenerId(random.nextInt(posts.graph().listeners()));
  }

  private long artistId() {
    return posts.graph().artistId(random.nextInt(artists));
  }

  private Operation counted(String kind, Operation operation) {
    made.merge(kind, 1L, Long::sum);
    return operation;
  }

  private static long now() {
    return Micros.of(Instant.now());
  }
}
