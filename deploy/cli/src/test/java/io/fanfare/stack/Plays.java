package io.fanfare.stack;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.fanfare.connectors.cassandra.CassandraSession;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.events.EventKind;
import io.fanfare.workloads.api.EventsClient;
import io.fanfare.workloads.sample.PlayStream.Played;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

/** Plays of one track, as an application sends them, and the cell that counts all of them. */
final class Plays implements AutoCloseable {

  private static final long LISTENER = 7;

  private final EventsClient client = new EventsClient(SharedStack.get().addresses());
  private final CqlSession cassandra;
  private final long track;

  Plays(long track) {
    this.track = track;
    cassandra = CassandraSession.open(SharedStack.get().addresses().cassandra());
  }

  /**
   * Sends a play that happens now.
   *
   * @param id unique for this track
   * @throws IllegalStateException if it was not accepted
   */
  void send(String id) throws InterruptedException {
    DomainEvent event =
        new DomainEvent(
            track + "-" + id, track, LISTENER, Micros.of(Instant.now()), "DE", "search", null);
    try {
      if (!client.send(List.of(new Played(EventKind.PLAY, event)))) {
        throw new IllegalStateException("The play " + event + " was not accepted.");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The stored count of all plays; 0 if there is none. */
  long total() {
    Row row =
        cassandra
            .execute(
                "SELECT total FROM stats.cells WHERE subject_type = 1 AND subject_id = ?"
                    + " AND kind = 1 AND granularity = 5 AND period = 0",
                track)
            .one();
    return row == null ? 0 : row.getLong(0);
  }

  /** Overwrites that count, as new as any write. */
  void setTotal(long total) {
    cassandra.execute(
        "UPDATE stats.cells USING TIMESTAMP ? SET total = ? WHERE subject_type = 1"
            + " AND subject_id = ? AND kind = 1 AND granularity = 5 AND period = 0 AND bucket = 0"
            + " AND track_id = ?",
        Micros.of(Instant.now()),
        total,
        track,
        track);
  }

  /** Removes all cells: a deletion would win over every later write with the same count. */
  void truncateCells() {
    cassandra.execute("TRUNCATE stats.cells");
  }

  @Override
  public void close() {
    cassandra.close();
  }
}
