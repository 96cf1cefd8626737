package io.fanfare.jobs.notifications.functions;

import io.fanfare.jobs.runtime.DeadLetterCause;
import io.fanfare.jobs.runtime.DeadLetters;
import io.fanfare.jobs.runtime.JobMetrics;
import io.fanfare.jobs.runtime.LogRecords;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.notifications.Choice;
import io.fanfare.schemas.notifications.RecipientChange;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Reads what recipients choose. Emits a dead letter for an unreadable record. */
public final class ReadChoices extends ProcessFunction<LogRecord, RecipientChange> {

  private static final long serialVersionUID = 1L;

  private final String job;
  private transient AvroCodec<Choice> codec;
  private transient Counter unreadable;

  /**
   * @param job name of the job, for its dead letters
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
  public ReadChoices(String job) {
    this.job = job;
  }

  @Override
  public void open(OpenContext openContext) {
    codec = AvroCodec.of(Choice.class);
    unreadable = JobMetrics.of(getRuntimeContext()).deadLetters(DeadLetterCause.UNREADABLE);
  }

  @Override
  public void processElement(LogRecord record, Context context, Collector<RecipientChange> out) {
    if (!record.getTopic().equals(Topics.NOTIFICATION_CHOICES)) {
      return;
    }
    try {
      Choice choice = codec.decode(LogRecords.value(record));
      out.collect(new RecipientChange(choice.getUserId(), 0L, choice.getChoice()));
    } catch (UndecodableException e) {
      unreadable.inc();
      context.output(DeadLetters.TAG, DeadLetters.of(job, e.reason(), record));
    }
  }
}
