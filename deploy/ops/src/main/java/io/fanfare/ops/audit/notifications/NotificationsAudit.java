package io.fanfare.ops.audit.notifications;

import io.fanfare.ops.Await;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.terminal.ProgressBar;
import io.fanfare.ops.topics.GroupOffsets;
import io.fanfare.ops.topics.TopicLog;
import io.fanfare.schemas.JobNames;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.Version;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.dashboard.Cause;
import io.fanfare.schemas.dashboard.CompletionEvent;
import io.fanfare.schemas.dashboard.DashboardUpdate;
import io.fanfare.schemas.dashboard.UpdateOperation;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Channels;
import io.fanfare.schemas.notifications.Notification;
import io.fanfare.schemas.notifications.Outcome;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Audits notifications: what was expected is computed from `models` and `dashboard.updates`, and
 * compared with messages and outcomes. It shares no rule with the job but the names of channels.
 *
 * <p>It covers the events of the last six days. It does not know what an activity's rows were when
 * a message was sent: that they showed it, the agent alone has judged.
 *
 * <p>What it keeps in memory is bounded: where there is more, it reads the topics again for each
 * half of the recipients.
 */
public final class NotificationsAudit {

  /** Less than topics keep: outcomes may be gone a little before their events. */
  private static final Duration SPAN = Duration.ofDays(6);

  /** For the job's next checkpoint. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** For what agents report at this moment. */
  private static final Duration REPORTING = Duration.ofSeconds(60);

  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** Bytes of memory for an event or row of settings that is kept: it takes about half of them. */
  private static final int BYTES_EACH = 1_024;

  private static final long MOST_KEPT = Runtime.getRuntime().maxMemory() / BYTES_EACH;

  /** A recipient alone cannot be halved. */
  private static final int MOST_PARTS = 1 << 20;

  private final PipelineAccess pipeline;
  private final PrintWriter progress;
  private final AvroCodec<DashboardUpdate> updates = AvroCodec.of(DashboardUpdate.class);
  private final AvroCodec<Notification> messages = AvroCodec.of(Notification.class);
  private final AvroCodec<Outcome> outcomes = AvroCodec.of(Outcome.class);

  /**
   * @param progress receives bars, since whole topics are read
   */
  public NotificationsAudit(PipelineAccess pipeline, PrintWriter progress) {
    this.pipeline = pipeline;
    this.progress = progress;
  }

  /** Thrown while reading, to begin again with fewer recipients. */
  private static final class TooManyException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Audits all users.
   *
   * @throws OperationException if Kafka does not answer, or the job does not catch up
   */
  public NotificationsReport run() throws InterruptedException {
    Map<TopicPartition, Long> ends = awaitJob();
    long begin = Instant.now().minus(SPAN).toEpochMilli();
    NotificationsReport report = NotificationsReport.NOTHING;
    Deque<Part> parts = new ArrayDeque<>(List.of(Part.ALL));
    while (!parts.isEmpty()) {
      Part part = parts.pop();
      try {
        report = report.plus(run(part, begin, ends));
      } catch (TooManyException e) {
        parts.push(part.secondHalf());
        parts.push(part.firstHalf());
      }
    }
    return report;
  }

  private NotificationsReport run(Part part, long begin, Map<TopicPartition, Long> ends)
      throws InterruptedException, TooManyException {
    EnabledChannels enabled = new EnabledChannels(part);
    read(
        Topics.MODELS,
        record -> {
          enabled.add(record);
          requireRoom(enabled.size(), part);
        });
    Accounts accounts = new Accounts();
    read(
        Topics.DASHBOARD_UPDATES,
        record -> {
          if (record.timestamp() >= begin
              && record.offset() < ends.getOrDefault(place(record), 0L)) {
            expect(record, part, enabled, accounts);
            requireRoom(accounts.size(), part);
          }
        });
    Await.within(
        REPORTING,
        PAUSE,
        () -> {
          account(accounts, part, enabled);
          return accounts.isComplete(Instant.now());
        });
    return accounts.report(Instant.now());
  }

  private void requireRoom(int kept, Part part) throws TooManyException {
    if (kept > MOST_KEPT && part.of() < MOST_PARTS) {
      throw new TooManyException();
    }
  }

  /** Where the events end that the job has decided: a checkpoint was complete behind them. */
  private Map<TopicPartition, Long> awaitJob() throws InterruptedException {
    List<String> topics = List.of(Topics.DASHBOARD_UPDATES);
    try (GroupOffsets job = new GroupOffsets(pipeline.kafka(), JobNames.NOTIFICATIONS)) {
      Map<TopicPartition, Long> begins = job.bounds(topics, OffsetSpec.earliest());
      Map<TopicPartition, Long> ends = job.bounds(topics, OffsetSpec.latest());
      boolean isThere =
          Await.within(
              PATIENCE,
              () -> {
                Map<TopicPartition, Long> read = job.read();
                return ends.entrySet().stream()
                    .allMatch(
                        end ->
                            end.getValue().equals(begins.get(end.getKey()))
                                || read.getOrDefault(end.getKey(), 0L) >= end.getValue());
              });
      if (!isThere) {
        throw new OperationException(
            ("The job %s has not read %s to its end within %d minutes: `fanfare jobs` shows"
                    + " whether it runs.")
                .formatted(JobNames.NOTIFICATIONS, Topics.DASHBOARD_UPDATES, PATIENCE.toMinutes()));
      }
      return ends;
    }
  }

  private void expect(
      ConsumerRecord<byte[], byte[]> record,
      Part part,
      EnabledChannels enabled,
      Accounts accounts) {
    try {
      DashboardUpdate update = updates.decode(record.value());
      long version = update.getVersion();
      if (!Version.isPossible(version)) {
        return;
      }
      accounts.noteVersion(version);
      if (update.getOperation() != UpdateOperation.ADDED
          || update.getCause() != Cause.LIVE
          || !update.getNotify()) {
        return;
      }
      for (long recipient : CompletionEvent.recipients(update)) {
        if (!part.has(recipient)) {
          continue;
        }
        for (Channel channel : enabled.at(version, recipient, update.getActivity().getKind())) {
          accounts.expect(new NotifiedEvent(recipient, channel, update.getActivity(), version));
        }
      }
    } catch (UndecodableException e) {
      // The job has a dead letter of it.
      return;
    }
  }

  /** Reads messages and outcomes; again and again, since agents are at work. */
  private void account(Accounts accounts, Part part, EnabledChannels enabled)
      throws InterruptedException {
    accounts.readAgain();
    for (Channel channel : Channel.values()) {
      Map<TopicPartition, Long> done = doneBy(channel);
      for (String topic : Channels.topics(channel)) {
        read(
            topic,
            record -> {
              if (record.offset() >= done.getOrDefault(place(record), 0L)) {
                withAgent(record, accounts);
              }
            });
      }
    }
    read(
        Topics.NOTIFICATION_OUTCOMES,
        record -> {
          try {
            Outcome outcome = outcomes.decode(record.value());
            if (part.has(outcome.getRecipientId())) {
              accounts.add(outcome, enabled);
            }
          } catch (UndecodableException e) {
            // A record of another writer.
            return;
          }
        });
  }

  private Map<TopicPartition, Long> doneBy(Channel channel) throws InterruptedException {
    try (GroupOffsets agent = new GroupOffsets(pipeline.kafka(), Channels.agent(channel))) {
      return agent.read();
    }
  }

  private void withAgent(ConsumerRecord<byte[], byte[]> record, Accounts accounts) {
    try {
      accounts.withAgent(messages.decode(record.value()));
    } catch (UndecodableException e) {
      // The agent has a dead letter of it.
      return;
    }
  }

  private <E extends Exception> void read(String topic, TopicLog.Reader<E> reader) throws E {
    try (TopicLog log = new TopicLog(pipeline.kafka(), topic);
        ProgressBar bar = new ProgressBar(progress, "records of " + topic, log.length())) {
      log.read(
          record -> {
            reader.read(record);
            bar.at(log.passed());
          });
    }
  }

  private static TopicPartition place(ConsumerRecord<byte[], byte[]> record) {
    return new TopicPartition(record.topic(), record.partition());
  }
}
