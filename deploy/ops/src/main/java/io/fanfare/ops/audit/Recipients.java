package io.fanfare.ops.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The users whose views are audited, in chunks, in the order of their ids. */
public final class Recipients {

  /** Users of a chunk. */
  private static final int CHUNK = 100;

  private static final String COUNT = "SELECT COUNT(*) FROM users WHERE id BETWEEN ? AND ?";
  private static final String NEXT =
      "SELECT id FROM users WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?";
  private static final String ALL = "SELECT id FROM users";
  private static final int ROWS_AT_ONCE = 10_000;

  private final @Nullable List<Long> chosen;
  private final long count;
  private final long firstId;
  private final long lastId;
  private @Nullable Long nextId;
  private int taken;

  private Recipients(@Nullable List<Long> chosen, long count, long firstId, long lastId) {
    this.chosen = chosen;
    this.count = count;
    this.firstId = firstId;
    this.nextId = firstId;
    this.lastId = lastId;
  }

  /** All users who have a row. */
  public static Recipients all(Connection source) throws SQLException {
    return between(source, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** The users who have a row and an id in this range, both ends included. */
  public static Recipients between(Connection source, long firstId, long lastId)
      throws SQLException {
    return new Recipients(null, ids(source, COUNT, firstId, lastId).get(0), firstId, lastId);
  }

  public static Recipients one(long userId) {
    return of(List.of(userId));
  }

  private static Recipients of(List<Long> chosen) {
    return new Recipients(chosen, chosen.size(), 0, 0);
  }

  /** Some users who have a row, each as likely as any other; all of them if there are no more. */
  public static Recipients sample(Connection source, int size, Random random) throws SQLException {
    List<Long> sample = new ArrayList<>();
    try (PreparedStatement statement = source.prepareStatement(ALL)) {
      statement.setFetchSize(ROWS_AT_ONCE);
      try (ResultSet rows = statement.executeQuery()) {
        for (long seen = 1; rows.next(); seen++) {
          if (sample.size() < size) {
            sample.add(rows.getLong(1));
          } else if (random.nextLong(seen) < size) {
            sample.set(random.nextInt(size), rows.getLong(1));
          }
        }
      }
    }
    return of(sample.stream().sorted().toList());
  }

  /** How many there are. */
  public long count() {
    return count;
  }

  /** Whether they are all users of a range, and not a selection. */
  public boolean isRange() {
    return chosen == null;
  }

  /** The first id of the range. */
  long firstId() {
    return firstId;
  }

  /** The last id of the range. */
  long lastId() {
    return lastId;
  }

  /** The next chunk; empty at the end. */
  List<Long> next(Connection source) throws SQLException {
    if (chosen != null) {
      int from = taken;
      taken = Math.min(from + CHUNK, chosen.size());
      return chosen.subList(from, taken);
    }
    if (nextId == null) {
      return List.of();
    }
    List<Long> next = ids(source, NEXT, nextId, lastId, CHUNK);
    long last = next.isEmpty() ? lastId : next.get(next.size() - 1);
    nextId = last == lastId ? null : last + 1;
    return next;
  }

  private static List<Long> ids(Connection source, String sql, Number... values)
      throws SQLException {
    try (PreparedStatement statement = source.prepareStatement(sql)) {
      for (int place = 1; place <= values.length; place++) {
        statement.setObject(place, values[place - 1]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        List<Long> ids = new ArrayList<>();
        while (rows.next()) {
          ids.add(rows.getLong(1));
        }
        return ids;
      }
    }
  }
}
