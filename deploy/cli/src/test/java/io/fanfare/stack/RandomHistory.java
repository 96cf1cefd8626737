package io.fanfare.stack;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/**
 * Random transactions over several tables, written through one connection, with statements of one
 * row and of many; some are rolled back. It notes the changes that the committed ones made.
 */
final class RandomHistory {

  private static final int LONGEST_TRANSACTION = 8;
  private static final int LARGEST_STATEMENT = 5;
  private static final int ROLLED_BACK_PERCENT = 20;

  private final Application application;
  private final Random random;
  private final List<String> committed = new ArrayList<>();
  private final List<String> open = new ArrayList<>();
  private TreeSet<Long> comments = new TreeSet<>();
  private int step;

  RandomHistory(Application application, Random random) {
    this.application = application;
    this.random = random;
  }

  /** Event and key of each change that was committed, in its order. */
  List<String> committed() {
    return committed;
  }

  void transaction() throws SQLException {
    boolean keeps = random.nextInt(100) >= ROLLED_BACK_PERCENT;
    TreeSet<Long> commentsBefore = new TreeSet<>(comments);
    application.connection().setAutoCommit(false);
    int statements = 1 + random.nextInt(LONGEST_TRANSACTION);
    for (int i = 0; i < statements; i++) {
      statement();
    }
    if (keeps) {
      application.connection().commit();
      committed.addAll(open);
    } else {
      application.connection().rollback();
      comments = commentsBefore;
    }
    application.connection().setAutoCommit(true);
    open.clear();
  }

  private void statement() throws SQLException {
    step++;
    switch (random.nextInt(6)) {
      case 0 -> open.add("create.User users/" + application.user());
      case 1 -> open.add("create.Track tracks/" + application.track(step));
      case 2 -> {
        long follower = Application.newId();
        application.follow(follower, step);
        open.add("create.Follow follows/" + follower + "/" + step);
      }
      case 3 -> comment();
      case 4 -> changeComments();
      default -> deleteComments();
    }
  }

  /** Several rows in one statement. */
  private void comment() throws SQLException {
    int count = 1 + random.nextInt(LARGEST_STATEMENT);
    long first = Application.newIds(count);
    String row = "(?, 1, 1, 'new', UTC_TIMESTAMP(6))";
    Object[] ids = new Object[count];
    for (int i = 0; i < count; i++) {
      ids[i] = first + i;
      comments.add(first + i);
      open.add("create.Comment comments/" + (first + i));
    }
    application.execute(
        "INSERT INTO comments (id, user_id, track_id, body, created_at) VALUES "
            + String.join(", ", Collections.nCopies(count, row)),
        ids);
  }

  private void changeComments() throws SQLException {
    List<Long> some = someComments();
    if (!some.isEmpty()) {
      application.execute(
          "UPDATE comments SET body = ? WHERE id BETWEEN ? AND ? ORDER BY id DESC",
          "step " + step,
          some.get(0),
          some.get(some.size() - 1));
      for (int i = some.size() - 1; i >= 0; i--) {
        open.add("save.Comment comments/" + some.get(i));
      }
    }
  }

  private void deleteComments() throws SQLException {
    List<Long> some = someComments();
    if (!some.isEmpty()) {
      application.execute(
          "DELETE FROM comments WHERE id BETWEEN ? AND ? ORDER BY id",
          some.get(0),
          some.get(some.size() - 1));
      some.forEach(id -> open.add("destroy.Comment comments/" + id));
      comments.removeAll(some);
    }
  }

  /** Neighbours, in the order of their ids. */
  private List<Long> someComments() {
    List<Long> all = new ArrayList<>(comments);
    if (all.isEmpty()) {
      return all;
    }
    int from = random.nextInt(all.size());
    return all.subList(from, Math.min(all.size(), from + 1 + random.nextInt(LARGEST_STATEMENT)));
  }
}
