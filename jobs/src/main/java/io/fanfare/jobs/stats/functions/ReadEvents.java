package io.fanfare.jobs.stats.functions;

import io.fanfare.jobs.runtime.DeadLetterCause;
import io.fanfare.jobs.runtime.DeadLetters;
import io.fanfare.jobs.runtime.JobMetrics;
import io.fanfare.jobs.runtime.LogRecords;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.events.DomainEventRule;
import io.fanfare.schemas.stats.LoggedEvent;
import io.fanfare.schemas.stats.StatKind;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Reads the topics of domain events. Emits a dead letter for an unreadable or an invalid event. */
public final class ReadEvents extends ProcessFunction<LogRecord, LoggedEvent> {

  private static final long serialVersionUID = 1L;

  private final String job;
  private transient AvroCodec<DomainEvent> codec;
  private transient Counter unreadable;

  /**
   * @param job name of the job, for its dead letters
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
  public ReadEvents(String job) {
    this.job = job;
  }

  @Override
  public void open(OpenContext openContext) {
    codec = AvroCodec.of(DomainEvent.class);
    unreadable = JobMetrics.of(getRuntimeContext()).deadLetters(DeadLetterCause.UNREADABLE);
  }

  @Override
  public void processElement(LogRecord record, Context context, Collector<LoggedEvent> out) {
    String problem;
    try {
      DomainEvent event = codec.decode(LogRecords.value(record));
      problem = DomainEventRule.problem(event, record.getAppendedAt());
      if (problem == null) {
        out.collect(
            new LoggedEvent(kind(record), record.getAppendedAt(), DomainEventRule.counted(event)));
      }
    } catch (UndecodableException e) {
      problem = e.reason();
    }
    if (problem != null) {
      unreadable.inc();
      context.output(DeadLetters.TAG, DeadLetters.of(job, problem, record));
    }
  }

  private static StatKind kind(LogRecord record) {
    return record.getTopic().equals(Topics.EVENTS_PLAYS) ? StatKind.PLAY : StatKind.DOWNLOAD;
  }
}
