package io.fanfare.jobs.search.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.jobs.runtime.ReadRecords;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.models.ModelKey;
import io.fanfare.schemas.search.DocumentChange;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.search.PlaysChange;
import io.fanfare.schemas.stats.TrackPlays;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Reads how often tracks were played. */
public final class ReadPlays extends ReadRecords<TrackPlays, DocumentChange> {

  private static final long serialVersionUID = 1L;

  /** The version of a document is a sum with it, which must not overflow. */
  private static final long MOST_PLAYS = 1L << 53;

  /**
   * @param job name of the job, for its dead letters
   */
  public ReadPlays(String job) {
    super(job, TrackPlays.class);
  }

  @Override
  protected @Nullable String problem(TrackPlays plays, LogRecord record) {
    if (plays.getPlays() < 0 || plays.getPlays() > MOST_PLAYS) {
      return "The track %d has no %d plays.".formatted(plays.getTrackId(), plays.getPlays());
    }
    byte[] own = Long.toString(plays.getTrackId()).getBytes(UTF_8);
    return ModelKey.problem(own, record.getKey());
  }

  @Override
  protected void emit(TrackPlays plays, LogRecord record, Collector<DocumentChange> out) {
    PlaysChange change = new PlaysChange(plays.getPlays());
    out.collect(new DocumentChange(DocumentKind.TRACK, plays.getTrackId(), 0L, false, change));
  }
}
