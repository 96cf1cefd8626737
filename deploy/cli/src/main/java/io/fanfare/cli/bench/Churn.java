package io.fanfare.cli.bench;

import io.fanfare.cli.source.DeleteRow;
import io.fanfare.cli.source.InsertRows;
import io.fanfare.cli.source.SourceConnection;
import io.fanfare.cli.source.UpdateTrackSharing;
import io.fanfare.local.StackAddresses;
import io.fanfare.schemas.models.Block;
import io.fanfare.schemas.models.Follow;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.TrackRepost;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * An application of which one change in ten takes something back: unfollows, blocks, deletes and
 * changes of privacy, among follows, posts and reposts. Each is a transaction of its own.
 */
final class Churn implements AutoCloseable {

  private static final int HUNDRED = 100;

  private final Connection connection;
  private final Posts posts;
  private final int artists;
  private final SplittableRandom random;
  private final InsertRows<Follow> follows;
  private final InsertRows<Block> blocks;
  private final InsertRows<Track> tracks;
  private final InsertRows<TrackRepost> reposts;
  private final List<Post> published = new ArrayList<>();
  private final Map<String, Long> done = new TreeMap<>();

  /**
   * @param artists how many take part, the most followed first
   */
  Churn(StackAddresses addresses, Posts posts, int artists, long seed) throws SQLException {
    this.connection = SourceConnection.open(addresses);
    this.posts = posts;
    this.artists = artists;
    this.random = new SplittableRandom(seed);
    this.follows = new InsertRows<>(connection, Model.FOLLOW, 1);
    this.blocks = new InsertRows<>(connection, Model.BLOCK, 1);
    this.tracks = new InsertRows<>(connection, Model.TRACK, 1);
    this.reposts = new InsertRows<>(connection, Model.TRACK_REPOST, 1);
  }

  /** Operations that were done, by kind. */
  Map<String, Long> done() {
    return Map.copyOf(done);
  }

  /** Does the next operation. */
  void next() throws SQLException {
    int kind = random.nextInt(HUNDRED);
    if (kind < 3) {
      unfollow();
    } else if (kind < 5) {
      blocks.add(new Block(listener(), artistId(), now()));
      count("block");
    } else if (kind < 8) {
      destroy();
    } else if (kind < 10) {
      changePrivacy();
    } else if (kind < 55) {
      follows.add(new Follow(listener(), artistId(), now()));
      count("follow");
    } else if (kind < 80 || published.isEmpty()) {
      post();
    } else {
      reposts.add(new TrackRepost(artistId(), one().trackId(), now()));
      count("repost");
    }
  }

  /** One of the follows that were there at the beginning. */
  private void unfollow() throws SQLException {
    int artist = random.nextInt(artists);
    long[] followers = posts.graph().followers(artist);
    long follower = followers[random.nextInt(followers.length)];
    DeleteRow.execute(connection, Model.FOLLOW, follower, posts.graph().artistId(artist));
    count("unfollow");
  }

  private void destroy() throws SQLException {
    if (!published.isEmpty()) {
      DeleteRow.execute(connection, Model.TRACK, one().trackId());
      count("delete");
    }
  }

  /** Twice as many become private as public again. */
  private void changePrivacy() throws SQLException {
    if (!published.isEmpty()) {
      Track track = one().track();
      track.setSharing(random.nextInt(3) == 0 ? "public" : "private");
      track.setUpdatedAt(now());
      UpdateTrackSharing.execute(connection, track);
      count("privacy");
    }
  }

  private void post() throws SQLException {
    Post post = posts.of(random.nextInt(artists));
    tracks.add(post.track());
    published.add(post);
    count("post");
  }

  private Post one() {
    return published.get(random.nextInt(published.size()));
  }

  private long listener() {
    return posts.graph().listenerId(random.nextInt(posts.graph().listeners()));
  }

  private long artistId() {
    return posts.graph().artistId(random.nextInt(artists));
  }

  private void count(String kind) {
    done.merge(kind, 1L, Long::sum);
  }

  private static long now() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
