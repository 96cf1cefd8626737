package io.fanfare.workloads.demo;

import io.fanfare.schemas.models.Track;
import io.fanfare.workloads.sample.Change;
import io.fanfare.workloads.sample.Change.Delete;
import io.fanfare.workloads.sample.Change.Post;
import io.fanfare.workloads.sample.Change.Repost;
import io.fanfare.workloads.sample.Change.Share;
import io.fanfare.workloads.sample.Change.StartFollowing;
import io.fanfare.workloads.sample.Change.Unfollow;
import io.fanfare.workloads.sample.Change.Unrepost;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

/** Describes a change in one line, with the names that the source has. */
final class ChangeLine {

  /** Keeps a name in one place of the line, also if it is written from right to left. */
  private static final String ISOLATE = "\u2068%s\u2069";

  private final Connection connection;

  ChangeLine(Connection connection) {
    this.connection = connection;
  }

  String describe(Change change) throws SQLException {
    String user = user(change.userId());
    if (change instanceof Post post) {
      return "%s posts %s to %s".formatted(user, title(post.track()), followers(post.userId()));
    }
    if (change instanceof Repost repost) {
      return "%s reposts %s to %s"
          .formatted(user, title(repost.track()), followers(repost.userId()));
    }
    if (change instanceof Unrepost unrepost) {
      return "%s removes the repost of %s".formatted(user, title(unrepost.track()));
    }
    if (change instanceof StartFollowing start) {
      return "%s follows %s".formatted(user, user(start.follow().getFolloweeId()));
    }
    if (change instanceof Unfollow unfollow) {
      return "%s unfollows %s".formatted(user, user(unfollow.follow().getFolloweeId()));
    }
    if (change instanceof Delete delete) {
      return "%s deletes %s".formatted(user, title(delete.track()));
    }
    return change instanceof Share share
        ? "%s makes %s %s".formatted(user, title(share.track()), share.track().getSharing())
        : user;
  }

  private String user(long id) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT username FROM users WHERE id = ?")) {
      statement.setLong(1, id);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? ISOLATE.formatted(row.getString(1)) : "user " + id;
      }
    }
  }

  private String followers(long id) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT COUNT(*) FROM follows WHERE followee_id = ?")) {
      statement.setLong(1, id);
      try (ResultSet row = statement.executeQuery()) {
        long count = row.next() ? row.getLong(1) : 0;
        return count == 1 ? "1 follower" : String.format(Locale.ROOT, "%,d followers", count);
      }
    }
  }

  private static String title(Track track) {
    return "“" + ISOLATE.formatted(track.getTitle()) + "”";
  }
}
