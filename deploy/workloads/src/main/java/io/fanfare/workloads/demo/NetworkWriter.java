package io.fanfare.workloads.demo;

import io.fanfare.ops.terminal.ProgressBar;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.TrackRepost;
import io.fanfare.workloads.sample.SampleNetwork;
import io.fanfare.workloads.source.InsertRows;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Writes a whole network to the source: first users and follows, then activities in the order of
 * their times, so that the newest arrive last.
 */
public final class NetworkWriter {

  private static final int ROWS_IN_STATEMENT = 500;

  private final Connection connection;
  private final ProgressBar progress;
  private long done;

  /** A writer of one network; progress goes to `out`. */
  public NetworkWriter(Connection connection, PrintWriter out, SampleNetwork network) {
    this.connection = connection;
    long rows =
        (long) network.users().size()
            + network.follows().size()
            + network.tracks().size()
            + network.reposts().size();
    this.progress = new ProgressBar(out, "rows", rows);
  }

  /** Writes the network; existing rows stay as they are. */
  public void write(SampleNetwork network) throws SQLException {
    try (progress) {
      insertAll(Model.USER, network.users());
      insertAll(Model.FOLLOW, network.follows());
      insertActivities(network.tracks(), network.reposts());
    }
  }

  private <T extends SpecificRecordBase> void insertAll(Model model, List<T> rows)
      throws SQLException {
    InsertRows<T> insert = insert(model);
    for (T row : rows) {
      insert.add(row);
      count();
    }
    insert.flush();
  }

  private void insertActivities(List<Track> tracks, List<TrackRepost> reposts) throws SQLException {
    InsertRows<Track> insertTracks = insert(Model.TRACK);
    InsertRows<TrackRepost> insertReposts = insert(Model.TRACK_REPOST);
    int repost = 0;
    for (Track track : tracks) {
      Long time = track.getCreatedAt();
      while (repost < reposts.size() && time != null && reposts.get(repost).getCreatedAt() < time) {
        insertReposts.add(reposts.get(repost));
        repost++;
        count();
      }
      insertTracks.add(track);
      count();
    }
    insertTracks.flush();
    for (; repost < reposts.size(); repost++) {
      insertReposts.add(reposts.get(repost));
      count();
    }
    insertReposts.flush();
  }

  private <T extends SpecificRecordBase> InsertRows<T> insert(Model model) {
    return new InsertRows<>(connection, model, ROWS_IN_STATEMENT);
  }

  private void count() {
    done++;
    progress.at(done);
  }
}
