package io.fanfare.workloads.bench.kit;

import io.fanfare.local.StackAddresses;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.models.Follow;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.User;
import io.fanfare.workloads.source.ApplicationConnection;
import io.fanfare.workloads.source.DeleteRow;
import io.fanfare.workloads.source.InsertRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The application of a workload: writes users, follows and posts to the source. */
public final class Network implements AutoCloseable {

  private static final int ROWS_IN_STATEMENT = 500;

  private final Connection connection;

  public Network(StackAddresses addresses) throws SQLException {
    this.connection = ApplicationConnection.open(addresses);
  }

  /** Writes all users, then all follows. */
  public void write(FollowGraph graph) throws SQLException {
    long now = Micros.of(Instant.now());
    InsertRows<User> users = new InsertRows<>(connection, Model.USER, ROWS_IN_STATEMENT);
    for (long id : graph.users().toArray()) {
      users.add(
          User.newBuilder()
              .setId(id)
              .setUsername("user " + id)
              .setPermalink("user-" + id)
              .setCreatedAt(now)
              .setUpdatedAt(now)
              .build());
    }
    users.flush();
    InsertRows<Follow> follows = new InsertRows<>(connection, Model.FOLLOW, ROWS_IN_STATEMENT);
    for (int artist = 0; artist < graph.artists(); artist++) {
      for (long follower : graph.followers(artist)) {
        follows.add(new Follow(follower, graph.artistId(artist), now));
      }
    }
    follows.flush();
  }

  /** Publishes posts, many in a transaction. */
  public void publish(List<Post> posts) throws SQLException {
    InsertRows<Track> tracks = new InsertRows<>(connection, Model.TRACK, ROWS_IN_STATEMENT);
    for (Post post : posts) {
      tracks.add(post.track());
    }
    tracks.flush();
  }

  /** Takes a post back. */
  public void takeBack(Post post) throws SQLException {
    DeleteRow.execute(connection, Model.TRACK, post.trackId());
  }

  public void follow(long listener, long artistId) throws SQLException {
    InsertRows<Follow> follow = new InsertRows<>(connection, Model.FOLLOW, 1);
    follow.add(new Follow(listener, artistId, Micros.of(Instant.now())));
  }

  public void unfollow(long listener, long artistId) throws SQLException {
    DeleteRow.execute(connection, Model.FOLLOW, listener, artistId);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
