package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.fanfare.schemas.notifications.ChoiceNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Reads what recipients of notifications chose: a partition for each, with a row for each channel
 * and kind at most, and one for the seen marker.
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
                "SELECT user_id, choice, value FROM fanfare.notification_choices"
                    + " WHERE user_id IN ?"));
  }

  /**
   * Returns the values by the names of {@link ChoiceNames}: an activity time (µs since the epoch)
   * for the seen marker; 1 for opted out, 0 for not. Fails like the driver if Cassandra does not
   * answer.
   */
  public CompletionStage<Map<String, Long>> execute(long userId) {
    return execute(Set.of(userId)).thenApply(values -> values.getOrDefault(userId, Map.of()));
  }

  /** The same for several users; one who chose nothing is left out. */
  public CompletionStage<Map<Long, Map<String, Long>>> execute(Set<Long> userIds) {
    Map<Long, Map<String, Long>> values = new HashMap<>();
    return AllRows.read(
            session,
            statement.bind(List.copyOf(userIds)),
            row ->
                values
                    .computeIfAbsent(row.getLong("user_id"), id -> new HashMap<>())
                    .put(row.getString("choice"), row.getLong("value")))
        .thenApply(done -> values);
  }
}
