package io.fanfare.jobs.notifications;

import io.fanfare.connectors.kafka.TopicSink;
import io.fanfare.connectors.kafka.TopicSource;
import io.fanfare.jobs.notifications.functions.PersistRecipients;
import io.fanfare.jobs.runtime.DeadLetters;
import io.fanfare.jobs.runtime.JobEnvironment;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.notifications.Channels;
import io.fanfare.schemas.notifications.Notification;
import io.fanfare.schemas.notifications.Outcome;
import io.fanfare.schemas.settings.KafkaAccess;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs {@link NotificationsTopology} on Kafka and Cassandra. */
public final class NotificationsJob {

  private NotificationsJob() {}

  public static void main(String[] arguments) throws Exception {
    NotificationsConfig config =
        JobEnvironment.settings(arguments).build(NotificationsConfig::from);
    JobEnvironment.execute(define(config), NotificationsTopology.JOB, arguments);
  }

  /** Defines the job; connects to nothing. */
  public static StreamExecutionEnvironment define(NotificationsConfig config) {
    StreamExecutionEnvironment environment = JobEnvironment.create(config.parallelism());
    // A committed offset proves that everything before it has been decided: nothing may be
    // overtaken.
    environment.getCheckpointConfig().enableUnalignedCheckpoints(false);
    NotificationsTopology.define(
        new NotificationsTopology.Sources(
            source(environment, List.of(Topics.MODELS), NotificationsUids.MODELS, config)
                .setParallelism(1),
            source(
                environment, List.of(Topics.DASHBOARD_UPDATES), NotificationsUids.UPDATES, config),
            source(
                environment,
                List.of(Topics.NOTIFICATION_CHOICES, Topics.NOTIFICATION_DEVICES),
                NotificationsUids.CHOICES,
                config)),
        new PersistRecipients(NotificationsTopology.JOB, config.store()),
        sinks(config.kafka()),
        config);
    return environment;
  }

  private static SingleOutputStreamOperator<LogRecord> source(
      StreamExecutionEnvironment environment,
      List<String> topics,
      String uid,
      NotificationsConfig config) {
    TopicSource source =
        TopicSource.of(
            topics, config.kafka(), NotificationsTopology.JOB, config.skipsLostRecords());
    return environment.fromSource(source, WatermarkStrategy.noWatermarks(), uid).uid(uid);
  }

  private static NotificationsTopology.Sinks sinks(KafkaAccess kafka) {
    return new NotificationsTopology.Sinks(
        TopicSink.of(
            message -> Channels.topic(message.getChannel(), message.getBatch()),
            kafka,
            Notification.class,
            message -> Long.toString(message.getRecipientId())),
        TopicSink.of(
            Topics.NOTIFICATION_OUTCOMES,
            kafka,
            Outcome.class,
            outcome -> Long.toString(outcome.getRecipientId())),
        DeadLetters.sink(kafka));
  }
}
