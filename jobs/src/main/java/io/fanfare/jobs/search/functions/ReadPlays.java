package io.fanfare.jobs.search.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.jobs.runtime.DeadLetterCause;
import io.fanfare.jobs.runtime.DeadLetters;
import io.fanfare.jobs.runtime.JobMetrics;
import io.fanfare.jobs.runtime.LogRecords;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.models.ModelKey;
import io.fanfare.schemas.search.DocumentChange;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.search.PlaysChange;
import io.fanfare.schemas.stats.TrackPlays;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Reads how often tracks were played. Emits a dead letter for an unreadable record and for an
 * impossible number.
 */
public final class ReadPlays extends ProcessFunction<LogRecord, DocumentChange> {

  private static final long serialVersionUID = 1L;

  /** The version of a document is a sum with it, which must not overflow. */
  private static final long MOST_PLAYS = 1L << 53;

  private final String job;
  private transient AvroCodec<TrackPlays> codec;
  private transient Counter unreadable;

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
    unreadable = JobMetrics.of(getRuntimeContext()).deadLetters(DeadLetterCause.UNREADABLE);
  }

  @Override
  public void processElement(LogRecord record, Context context, Collector<DocumentChange> out) {
    String problem;
    try {
      TrackPlays plays = codec.decode(LogRecords.value(record));
      problem = problem(plays, record);
      if (problem == null) {
        PlaysChange change = new PlaysChange(plays.getPlays());
        out.collect(new DocumentChange(DocumentKind.TRACK, plays.getTrackId(), 0L, false, change));
      }
    } catch (UndecodableException e) {
      problem = e.reason();
    }
    if (problem != null) {
      unreadable.inc();
      context.output(DeadLetters.TAG, DeadLetters.of(job, problem, record));
    }
  }

  private static @Nullable String problem(TrackPlays plays, LogRecord record) {
    if (plays.getPlays() < 0 || plays.getPlays() > MOST_PLAYS) {
      return "The track %d has no %d plays.".formatted(plays.getTrackId(), plays.getPlays());
    }
    byte[] own = Long.toString(plays.getTrackId()).getBytes(UTF_8);
    return ModelKey.problem(own, record.getKey());
  }
}
