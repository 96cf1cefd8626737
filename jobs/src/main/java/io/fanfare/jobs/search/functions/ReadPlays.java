package io.fanfare.jobs.search.functions;

import io.fanfare.jobs.runtime.DeadLetters;
import io.fanfare.jobs.runtime.LogRecords;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.search.DocumentChange;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.search.PlaysChange;
import io.fanfare.schemas.stats.TrackPlays;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Reads how often tracks were played, and puts aside what nobody can read. */
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
      TrackPlays told = codec.decode(LogRecords.value(record));
      PlaysChange plays = new PlaysChange(told.getPlays());
      out.collect(new DocumentChange(DocumentKind.TRACK, told.getTrackId(), 0L, false, plays));
    } catch (UndecodableException e) {
      context.output(DeadLetters.TAG, new DeadLetter(job, e.reason(), record));
    }
  }
}
