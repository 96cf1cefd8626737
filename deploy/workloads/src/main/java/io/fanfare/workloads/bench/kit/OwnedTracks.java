package io.fanfare.workloads.bench.kit;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.User;
import io.fanfare.workloads.source.InsertRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** Tracks of one owner. */
public final class OwnedTracks {

  private static final int ROWS_IN_STATEMENT = 500;

  private OwnedTracks() {}

  /**
   * Writes an owner and their tracks to the source.
   *
   * @param first id of the first track; the others follow on it
   */
  public static void write(Connection source, long owner, long first, int tracks)
      throws SQLException {
    long now = Micros.of(Instant.now());
    InsertRows<User> users = new InsertRows<>(source, Model.USER, 1);
    users.add(Names.user(owner, "owner " + owner, now));
    InsertRows<Track> rows = new InsertRows<>(source, Model.TRACK, ROWS_IN_STATEMENT);
    for (long id = first; id < first + tracks; id++) {
      rows.add(Names.track(id, owner, "track " + id, now));
    }
    rows.flush();
  }
}
