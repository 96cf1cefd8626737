package io.fanfare.workloads.load;

import io.fanfare.ops.terminal.ProgressBar;
import io.fanfare.schemas.models.Follow;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.User;
import io.fanfare.workloads.sample.SampleUsers;
import io.fanfare.workloads.source.InsertRows;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/** Writes an edge list as follows, and the users that it names. */
final class GraphLoader implements EdgeList.Reader {

  private static final int ROWS_IN_STATEMENT = 1_000;

  /** Users beyond these are offered to the source again, which changes nothing there. */
  private static final int REMEMBERED_USERS = 300_000;

  private static final String ZERO =
      "an id is 0, but users' ids must be positive (see --id-offset)";
  private static final String TOO_LARGE = "an id is too large for this --id-offset";

  private final InsertRows<User> users;
  private final InsertRows<Follow> follows;
  private final BadLines badLines;
  private final ProgressBar progress;
  private final boolean mutual;
  private final long idOffset;
  private final long now;
  private final Set<Long> known = new HashSet<>();
  private long edges;
  private long selfFollows;

  /**
   * @param mutual whether an edge is a follow in both directions
   * @param idOffset is added to each id of the list
   * @param now µs since the epoch
   */
  GraphLoader(
      Connection connection,
      BadLines badLines,
      ProgressBar progress,
      boolean mutual,
      long idOffset,
      long now) {
    this.users = new InsertRows<>(connection, Model.USER, ROWS_IN_STATEMENT);
    this.follows = new InsertRows<>(connection, Model.FOLLOW, ROWS_IN_STATEMENT);
    this.badLines = badLines;
    this.progress = progress;
    this.mutual = mutual;
    this.idOffset = idOffset;
    this.now = now;
  }

  /**
   * Loads the list.
   *
   * @throws IOException if it cannot be read to its end; everything before is loaded
   */
  void load(EdgeList list) throws IOException, SQLException {
    try {
      list.read(this);
    } finally {
      progress.close();
    }
  }

  /** Writes all pending rows. */
  void flush() throws SQLException {
    users.flush();
    follows.flush();
  }

  @Override
  public void edge(long line, long from, long to) throws SQLException {
    edges++;
    progress.at(edges);
    long follower = from + idOffset;
    long followee = to + idOffset;
    if (follower < 1 || followee < 1) {
      bad(line, follower < 0 || followee < 0 ? TOO_LARGE : ZERO, from + "," + to);
      return;
    }
    user(follower);
    user(followee);
    follow(follower, followee);
    if (follower == followee) {
      selfFollows++;
    } else if (mutual) {
      follow(followee, follower);
    }
  }

  @Override
  public void bad(long line, String reason, String text) {
    badLines.add(line, reason, text);
  }

  /** Rows that the source has taken, with those that were there already. */
  long rows() {
    return users.written() + follows.written();
  }

  long usersInserted() {
    return users.inserted();
  }

  long followsInserted() {
    return follows.inserted();
  }

  /** Follows that were there already, from this list or before. */
  long followsRepeated() {
    return follows.written() - follows.inserted();
  }

  long selfFollows() {
    return selfFollows;
  }

  private void user(long id) throws SQLException {
    if (known.size() == REMEMBERED_USERS) {
      known.clear();
    }
    if (known.add(id)) {
      users.add(SampleUsers.user(id, now));
    }
  }

  private void follow(long follower, long followee) throws SQLException {
    follows.add(new Follow(follower, followee, now));
  }
}
