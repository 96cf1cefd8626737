package io.fanfare.jobs.stats.functions;

import io.fanfare.jobs.runtime.ReadRecords;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.events.DomainEventRule;
import io.fanfare.schemas.stats.LoggedEvent;
import io.fanfare.schemas.stats.StatKind;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Reads the topics of domain events. */
public final class ReadEvents extends ReadRecords<DomainEvent, LoggedEvent> {

  private static final long serialVersionUID = 1L;

  /**
   * @param job name of the job, for its dead letters
   */
  public ReadEvents(String job) {
    super(job, DomainEvent.class);
  }

  @Override
  protected @Nullable String problem(DomainEvent event, LogRecord record) {
    return DomainEventRule.problem(event, record.getAppendedAt());
  }

  @Override
  protected void emit(DomainEvent event, LogRecord record, Collector<LoggedEvent> out) {
    out.collect(
        new LoggedEvent(kind(record), record.getAppendedAt(), DomainEventRule.counted(event)));
  }

  private static StatKind kind(LogRecord record) {
    return record.getTopic().equals(Topics.EVENTS_PLAYS) ? StatKind.PLAY : StatKind.DOWNLOAD;
  }
}
