package io.fanfare.workloads.load;

import io.fanfare.ops.terminal.ProgressBar;
import io.fanfare.schemas.dashboard.DashboardRule;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.User;
import io.fanfare.workloads.source.InsertRows;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/** Writes a catalogue as tracks, and their owners. */
final class TrackLoader implements TrackFile.Reader {

  /** Descriptions are long, and the server takes no statement of more than 16 MB. */
  private static final int ROWS_IN_STATEMENT = 100;

  private final InsertRows<User> users;
  private final InsertRows<Track> tracks;
  private final BadLines badLines;
  private final ProgressBar progress;
  private final long idOffset;
  private final long shift;
  private final long now;
  private final Set<Long> owners = new HashSet<>();
  private long read;
  private long tooOld;

  /**
   * @param idOffset is added to each owner's id
   * @param shift µs that all times are moved by
   * @param now µs since the epoch
   */
  TrackLoader(
      Connection connection,
      BadLines badLines,
      ProgressBar progress,
      long idOffset,
      long shift,
      long now) {
    this.users = new InsertRows<>(connection, Model.USER, ROWS_IN_STATEMENT);
    this.tracks = new InsertRows<>(connection, Model.TRACK, ROWS_IN_STATEMENT);
    this.badLines = badLines;
    this.progress = progress;
    this.idOffset = idOffset;
    this.shift = shift;
    this.now = now;
  }

  /**
   * Loads the catalogue.
   *
   * @throws IOException if it cannot be read to its end; everything before is loaded
   */
  void load(TrackFile file) throws IOException, SQLException {
    try {
      file.read(this);
    } finally {
      progress.close();
    }
  }

  /** Writes all pending rows. */
  void flush() throws SQLException {
    users.flush();
    tracks.flush();
  }

  @Override
  public void track(TrackRecord record) throws BadLineException, SQLException {
    Track track = record.track(idOffset, shift, now);
    if (owners.add(track.getUserId())) {
      users.add(record.owner(idOffset, now));
    }
    tracks.add(track);
    Long publishedAt = track.getPublishedAt();
    if (publishedAt != null && publishedAt < DashboardRule.retentionStart(now)) {
      tooOld++;
    }
    read++;
    progress.at(read);
  }

  @Override
  public void bad(long line, String reason, String text) {
    badLines.add(line, reason, text);
  }

  /** Rows that the source has taken, with those that were there already. */
  long rows() {
    return users.written() + tracks.written();
  }

  /** Owners that were there already. */
  long usersRepeated() {
    return users.written() - users.inserted();
  }

  long usersInserted() {
    return users.inserted();
  }

  long tracksInserted() {
    return tracks.inserted();
  }

  /** Tracks that were there already, from this catalogue or before. */
  long tracksRepeated() {
    return tracks.written() - tracks.inserted();
  }

  /** Tracks older than what dashboards show. */
  long tooOld() {
    return tooOld;
  }
}
