package io.fanfare.workloads.bench.kit;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.User;
import io.fanfare.workloads.source.InsertRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Tracks and their owners.
 *
 * @param owners how many there are; their ids follow on the first
 * @param tracks how many there are, spread evenly over the owners; their ids follow on the first
 */
public record OwnedTracks(long firstOwner, int owners, long firstTrack, int tracks) {

  private static final int ROWS_IN_STATEMENT = 500;

  /** Writes them to the source. */
  public void write(Connection source) throws SQLException {
    long now = Micros.of(Instant.now());
    InsertRows<User> users = new InsertRows<>(source, Model.USER, ROWS_IN_STATEMENT);
    for (long id : ownerIds()) {
      users.add(Names.user(id, "owner " + id, now));
    }
    users.flush();
    InsertRows<Track> rows = new InsertRows<>(source, Model.TRACK, ROWS_IN_STATEMENT);
    for (int i = 0; i < tracks; i++) {
      long id = firstTrack + i;
      rows.add(Names.track(id, firstOwner + i % owners, "track " + id, now));
    }
    rows.flush();
  }

  List<Long> ownerIds() {
    return LongStream.range(firstOwner, firstOwner + owners).boxed().toList();
  }
}
