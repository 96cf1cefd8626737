package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.fanfare.schemas.notifications.Choice;
import io.fanfare.schemas.notifications.ChoiceNames;
import io.fanfare.schemas.notifications.OptOut;
import io.fanfare.schemas.notifications.SeenUntil;

/**
 * Writes a choice of a recipient. Nothing is deleted: an opt-out that is taken back is 0. The
 * newest opt-out wins, and the highest seen marker: two servers may append theirs in any order.
 */
final class InsertChoice {

  private final PreparedStatement statement;

  InsertChoice(CqlSession session, Keyspaces keyspaces) {
    statement =
        session.prepare(
            keyspaces.rename(
                "INSERT INTO fanfare.notification_choices (user_id, choice, value)"
                    + " VALUES (?, ?, ?) USING TIMESTAMP ?"));
  }

  BoundStatement bind(Choice choice, long version) {
    return statement.bind(
        choice.getUserId(), ChoiceNames.of(choice), value(choice), timestamp(choice, version));
  }

  private static long timestamp(Choice choice, long version) {
    return choice.getChoice() instanceof SeenUntil seen ? seen.getActivityTime() : version;
  }

  private static long value(Choice choice) {
    if (choice.getChoice() instanceof OptOut optOut) {
      return optOut.getOptedOut() ? 1 : 0;
    }
    return ((SeenUntil) choice.getChoice()).getActivityTime();
  }
}
