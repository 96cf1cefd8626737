package io.fanfare.jobs.notifications;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.connectors.cassandra.CassandraAccess;
import io.fanfare.jobs.runtime.StoreConfig;
import io.fanfare.jobs.testkit.CollectingSink;
import io.fanfare.jobs.testkit.ModelsLog;
import io.fanfare.jobs.testkit.QueueSource;
import io.fanfare.jobs.testkit.Savepoints;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.dashboard.Annotations;
import io.fanfare.schemas.dashboard.Cause;
import io.fanfare.schemas.dashboard.DashboardUpdate;
import io.fanfare.schemas.dashboard.Reason;
import io.fanfare.schemas.dashboard.UpdateOperation;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.notifications.Choice;
import io.fanfare.schemas.notifications.ChoiceNames;
import io.fanfare.schemas.notifications.Notification;
import io.fanfare.schemas.notifications.Outcome;
import io.fanfare.schemas.settings.KafkaAccess;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.jspecify.annotations.Nullable;

/** A run of the whole job except its store, with topics in memory. */
final class NotificationsRun {

  private final QueueSource models = new QueueSource();
  private final QueueSource updates = new QueueSource();
  private final QueueSource choices = new QueueSource();
  private final CollectingSink<Notification> messages = new CollectingSink<>();
  private final CollectingSink<Outcome> outcomes = new CollectingSink<>();
  private final CollectingSink<DeadLetter> deadLetters = new CollectingSink<>();
  private long offset;

  JobClient start(@Nullable Path savepoint, int parallelism) throws Exception {
    StreamExecutionEnvironment environment = Savepoints.environment(parallelism, savepoint);
    NotificationsTopology.define(
        new NotificationsTopology.Sources(
            source(environment, models, NotificationsUids.MODELS),
            source(environment, updates, NotificationsUids.UPDATES),
            source(environment, choices, NotificationsUids.CHOICES)),
        new Written(),
        new NotificationsTopology.Sinks(messages, outcomes, deadLetters),
        new NotificationsConfig(
            KafkaAccess.open(""),
            false,
            new StoreConfig(CassandraAccess.open("", ""), Duration.ZERO),
            parallelism,
            30));
    return environment.executeAsync();
  }

  private static SingleOutputStreamOperator<LogRecord> source(
      StreamExecutionEnvironment environment, QueueSource queue, String uid) {
    return environment
        .addSource(queue, uid, new AvroTypeInfo<>(LogRecord.class))
        .uid(uid)
        .setParallelism(1);
  }

  List<Notification> messages() {
    return messages.collected();
  }

  List<Outcome> outcomes() {
    return outcomes.collected();
  }

  List<DeadLetter> deadLetters() {
    return deadLetters.collected();
  }

  void put(ModelsLog log, ModelBroadcast change, long time) {
    models.put(log.append(change, time));
  }

  /** A completion event of a track of actor 1. */
  void put(UpdateOperation operation, long version, long time, long track, long... recipients) {
    DashboardUpdate update =
        new DashboardUpdate(
            operation,
            version,
            Cause.LIVE,
            new Activity(ActivityKind.TRACK, 1L, track, time),
            new Annotations(Reason.FOLLOWED_PUBLISHED),
            operation == UpdateOperation.ADDED,
            Arrays.stream(recipients).boxed().toList(),
            null,
            time,
            false);
    putUpdate(AvroCodec.of(DashboardUpdate.class).encode(update), time);
  }

  void putUpdate(byte[] value, long time) {
    updates.put(record(Topics.DASHBOARD_UPDATES, null, value, time));
  }

  void put(Choice choice, long time) {
    byte[] key = ChoiceNames.key(choice).getBytes(UTF_8);
    byte[] value = AvroCodec.of(Choice.class).encode(choice);
    choices.put(record(Topics.NOTIFICATION_CHOICES, key, value, time));
  }

  private LogRecord record(String topic, byte @Nullable [] key, byte[] value, long time) {
    ByteBuffer keyBytes = key == null ? null : ByteBuffer.wrap(key);
    return new LogRecord(topic, 0, offset++, time, keyBytes, ByteBuffer.wrap(value), null);
  }

  /** Takes all that is written. */
  private static final class Written implements AsyncFunction<LogRecord, DeadLetter> {

    private static final long serialVersionUID = 1L;

    @Override
    public void asyncInvoke(LogRecord record, ResultFuture<DeadLetter> result) {
      result.complete(List.of());
    }
  }
}
