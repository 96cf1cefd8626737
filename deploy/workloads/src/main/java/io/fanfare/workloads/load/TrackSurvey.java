package io.fanfare.workloads.load;

import java.io.IOException;
import java.sql.SQLException;

/**
 * The facts about a catalogue that loading needs before the first track.
 *
 * @param tracks lines that look like tracks
 * @param newest the latest publish time, in µs since the epoch; the lowest value if there is none
 */
record TrackSurvey(long tracks, long newest) {

  /** Reads the catalogue; if it cannot be read to its end, up to there. */
  static TrackSurvey of(TrackFile file) throws SQLException {
    Counting counting = new Counting();
    try {
      file.read(counting);
    } catch (IOException e) {
      // The loader reaches the same place and reports it.
    }
    return new TrackSurvey(counting.tracks, counting.newest);
  }

  private static final class Counting implements TrackFile.Reader {

    private long tracks;
    private long newest = Long.MIN_VALUE;

    @Override
    public void track(TrackRecord track) throws BadLineException {
      tracks++;
      newest = Math.max(newest, track.publishedAt().orElse(Long.MIN_VALUE));
    }

    @Override
    public void bad(long line, String reason, String text) {}
  }
}
