package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.fanfare.schemas.notifications.ChoiceNames;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Reads what a recipient of notifications chose: one partition with a row for each channel and kind
 * at most, and one for the seen marker.
 */
public final class SelectChoices {

  private final CqlSession session;
  private final PreparedStatement statement;

  /** Uses the default keyspaces. */
  public SelectChoices(CqlSession session) {
    this(session, Keyspaces.DEFAULT);
  }

  public SelectChoices(CqlSession session, Keyspaces keyspaces) {
    this.session = session;
    this.statement =
        session.prepare(
            keyspaces.rename(
                "SELECT choice, value FROM fanfare.notification_choices WHERE user_id = ?"));
  }

  /**
   * Returns the values by the names of {@link ChoiceNames}: an activity time (µs since the epoch)
   * for the seen marker; 1 for opted out, 0 for not. Fails like the driver if Cassandra does not
   * answer.
   */
  public CompletionStage<Map<String, Long>> execute(long userId) {
    return session.executeAsync(statement.bind(userId)).thenApply(SelectChoices::values);
  }

  private static Map<String, Long> values(AsyncResultSet rows) {
    Map<String, Long> values = new HashMap<>();
    for (Row row : rows.currentPage()) {
      values.put(row.getString("choice"), row.getLong("value"));
    }
    return values;
  }
}
