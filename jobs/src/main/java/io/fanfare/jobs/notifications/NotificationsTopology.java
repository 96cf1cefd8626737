package io.fanfare.jobs.notifications;

import io.fanfare.jobs.notifications.functions.DecideAtRecipient;
import io.fanfare.jobs.notifications.functions.ReadChoices;
import io.fanfare.jobs.notifications.functions.ReadEntryChanges;
import io.fanfare.jobs.notifications.functions.ReadSettings;
import io.fanfare.jobs.runtime.DeadLetters;
import io.fanfare.jobs.runtime.ReadModels;
import io.fanfare.jobs.runtime.StoreWrites;
import io.fanfare.schemas.JobNames;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.notifications.Notification;
import io.fanfare.schemas.notifications.Outcome;
import io.fanfare.schemas.notifications.RecipientChange;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;

/**
 * Notifications.
 *
 * <pre>
 * dashboard.updates ──▶ read ──────────┐
 * models ──▶ read settings ────────────┼─by recipient──▶ decide ──▶ notifications.{push,email,webhook}[.batch]
 * notifications.choices ─────▶ read ───┘                   └──────▶ notifications.outcomes
 * notifications.{choices,devices} ──▶ persist (Cassandra)
 * read, persist ──▶ deadletters
 * </pre>
 */
public final class NotificationsTopology {

  static final String JOB = JobNames.NOTIFICATIONS;

  /** Choices and devices that one subtask writes at a time. */
  private static final int WRITES_IN_FLIGHT = 64;

  /**
   * What the job reads.
   *
   * @param updates completion events
   * @param choices choices and devices
   */
  public record Sources(
      DataStream<LogRecord> models, DataStream<LogRecord> updates, DataStream<LogRecord> choices) {}

  /** Where the job's results go. */
  public record Sinks(
      Sink<Notification> messages, Sink<Outcome> outcomes, Sink<DeadLetter> deadLetters) {}

  private NotificationsTopology() {}

  /**
   * @param persist writes choices and devices; emits dead letters
   */
  public static void define(
      Sources sources,
      AsyncFunction<LogRecord, DeadLetter> persist,
      Sinks sinks,
      NotificationsConfig config) {
    // models ──▶ settings in the order of the log, and how far they have been read
    SingleOutputStreamOperator<RecipientChange> settings =
        sources
            .models()
            .process(
                new ReadModels<>(
                    JOB,
                    ReadSettings.MODELS,
                    config.skipsLostRecords(),
                    new ReadSettings(config.parallelism())))
            .returns(new AvroTypeInfo<>(RecipientChange.class))
            .uid(NotificationsUids.READ_SETTINGS)
            .name("read settings")
            .setParallelism(1)
            .setMaxParallelism(1);

    // completion events ──▶ one change for each recipient
    SingleOutputStreamOperator<RecipientChange> entries =
        sources
            .updates()
            .process(new ReadEntryChanges(JOB))
            .returns(new AvroTypeInfo<>(RecipientChange.class))
            .uid(NotificationsUids.READ_ENTRY_CHANGES)
            .name("read entry changes");

    // opt-outs and seen markers
    SingleOutputStreamOperator<RecipientChange> choices =
        sources
            .choices()
            .process(new ReadChoices(JOB))
            .returns(new AvroTypeInfo<>(RecipientChange.class))
            .uid(NotificationsUids.READ_CHOICES)
            .name("read choices");

    // all of them ──by recipient──▶ messages and outcomes
    SingleOutputStreamOperator<Notification> messages =
        settings
            .union(entries, choices)
            .keyBy(RecipientChange::getRecipientId, Types.LONG)
            .process(new DecideAtRecipient(config.mostPerHour()))
            .returns(new AvroTypeInfo<>(Notification.class))
            .uid(NotificationsUids.RECIPIENT)
            .name("decide at recipient");
    messages.sinkTo(sinks.messages()).uid(NotificationsUids.MESSAGES).name("messages");
    messages
        .getSideOutput(DecideAtRecipient.OUTCOMES)
        .sinkTo(sinks.outcomes())
        .uid(NotificationsUids.OUTCOMES)
        .name("outcomes");

    // choices and devices ──▶ Cassandra; the newest record of a key wins, so order does not matter
    DataStream<DeadLetter> rejected =
        StoreWrites.operator(sources.choices(), persist, WRITES_IN_FLIGHT)
            .returns(new AvroTypeInfo<>(DeadLetter.class))
            .uid(NotificationsUids.PERSIST)
            .name("persist recipients");

    // unreadable records, and what the store rejects ──▶ deadletters
    settings
        .getSideOutput(DeadLetters.TAG)
        .union(
            entries.getSideOutput(DeadLetters.TAG),
            choices.getSideOutput(DeadLetters.TAG),
            rejected)
        .sinkTo(sinks.deadLetters())
        .uid(NotificationsUids.DEADLETTERS)
        .name("deadletters")
        .setParallelism(1);
  }
}
