package io.fanfare.jobs.search.functions;

import io.fanfare.jobs.runtime.DeadLetters;
import io.fanfare.jobs.runtime.LogRecords;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.search.DocumentChange;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.search.PlaysChange;
import io.fanfare.schemas.stats.TrackPlays;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Reads how often tracks were played. Emits a dead letter for an unreadable record. */
public final class ReadPlays extends ProcessFunction<LogRecord, DocumentChange> {

  private static final long serialVersionUID = 1L;

  private final String job;
  private transient AvroCodec<TrackPlays> codec;

  /**
   * @param job name of the job, for its dead letters
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
  public ReadPlays(String job) {
    this.job = job;
  }

  @Override
  public void open(OpenContext openContext) {
    codec = AvroCodec.of(TrackPlays.class);
  }

  @Override
  public void processElement(LogRecord record, Context context, Collector<DocumentChange> out) {
    try {
      TrackPlays plays = codec.decode(LogRecords.value(record));
      PlaysChange change = new PlaysChange(plays.getPlays());
      out.collect(new DocumentChange(DocumentKind.TRACK, plays.getTrackId(), 0L, false, change));
    } catch (UndecodableException e) {
      context.output(DeadLetters.TAG, DeadLetters.of(job, e.reason(), record));
    }
  }
}
