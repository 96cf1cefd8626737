package io.fanfare.ops.notifications;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.connectors.cassandra.FailingEndpoint;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.terminal.ProgressBar;
import io.fanfare.ops.topics.KafkaClients;
import io.fanfare.ops.topics.TopicLog;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Channels;
import io.fanfare.schemas.notifications.Notification;
import io.fanfare.schemas.notifications.Outcome;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Appends the messages again that a recipient missed because of a receiver. The agent decides about
 * each as about any other: it judges by the rows as they are now, and the ledger keeps it from
 * telling anything twice. So a replay may be repeated.
 */
public final class NotificationReplay {

  /** As long as the job gives a message. */
  private static final Duration NEWS = Duration.ofHours(24);

  /** An agent takes no more of one recipient at a time. */
  private static final int MOST = 1_000;

  private final PipelineAccess pipeline;
  private final long user;
  private final Channel channel;

  /**
   * What a replay does.
   *
   * @param endpoints those that were disabled and are enabled
   * @param messages those that are sent again, oldest first
   * @param left how many messages are left for another replay
   */
  public record Plan(List<FailingEndpoint> endpoints, List<Notification> messages, int left) {

    public Plan {
      endpoints = List.copyOf(endpoints);
      messages = List.copyOf(messages);
    }

    /** The number of activities in the messages. */
    public int activities() {
      return messages.stream().mapToInt(message -> message.getActivities().size()).sum();
    }

    /** As a JSON document. */
    public Map<String, Object> document() {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("messages", messages.size());
      document.put("activities", activities());
      document.put("enabled_endpoints", endpoints.size());
      document.put("left", left);
      return document;
    }
  }

  public NotificationReplay(PipelineAccess pipeline, long user, Channel channel) {
    this.pipeline = pipeline;
    this.user = user;
    this.channel = channel;
  }

  /**
   * Finds out what the user missed.
   *
   * @param since messages that were due before are left out
   * @param progress receives bars, since whole topics are read
   * @throws OperationException if a server does not answer
   */
  public Plan plan(Instant since, PrintWriter progress) {
    Missed missed = new Missed();
    AvroCodec<Notification> messages = AvroCodec.of(Notification.class);
    for (String topic : Channels.topics(channel)) {
      read(
          topic,
          progress,
          value -> {
            Notification message = messages.decode(value);
            if (message.getRecipientId() == user) {
              missed.add(message);
            }
          });
    }
    AvroCodec<Outcome> outcomes = AvroCodec.of(Outcome.class);
    read(
        Topics.NOTIFICATION_OUTCOMES,
        progress,
        value -> {
          Outcome outcome = outcomes.decode(value);
          if (outcome.getRecipientId() == user && outcome.getChannel() == channel) {
            missed.add(outcome);
          }
        });
    List<Notification> all = missed.messages(Micros.of(since), Micros.of(Instant.now().plus(NEWS)));
    int most = Math.min(all.size(), MOST);
    try (Endpoints endpoints = new Endpoints(pipeline)) {
      return new Plan(endpoints.disabled(user, channel), all.subList(0, most), all.size() - most);
    }
  }

  /**
   * Enables the endpoints of a plan and appends its messages to the channel's batch topic.
   *
   * @throws OperationException if a server does not answer
   */
  public void run(Plan plan) {
    try (Endpoints endpoints = new Endpoints(pipeline)) {
      endpoints.enable(plan.endpoints());
    }
    AvroCodec<Notification> codec = AvroCodec.of(Notification.class);
    try (KafkaProducer<byte[], byte[]> producer =
        KafkaClients.producer(pipeline.kafka(), Map.of(ProducerConfig.ACKS_CONFIG, "all"))) {
      List<Future<?>> appended =
          plan.messages().stream()
              .<Future<?>>map(
                  message ->
                      producer.send(
                          new ProducerRecord<>(
                              Channels.topic(channel, true), key(), codec.encode(message))))
              .toList();
      for (Future<?> one : appended) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new OperationException("A message could not be sent again: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationException("Interrupted.", e);
    }
  }

  /** The user's messages and outcomes are in the partition of this key. */
  private byte[] key() {
    return Long.toString(user).getBytes(UTF_8);
  }

  private interface Values {
    void read(byte[] value) throws UndecodableException;
  }

  private void read(String topic, PrintWriter progress, Values reader) {
    byte[] key = key();
    try (TopicLog log = new TopicLog(pipeline.kafka(), topic);
        ProgressBar bar = new ProgressBar(progress, "records of " + topic, log.length())) {
      log.<RuntimeException>read(
          record -> {
            if (Arrays.equals(key, record.key())) {
              try {
                reader.read(record.value());
              } catch (UndecodableException e) {
                // A record of another writer: the agent has a dead letter of it.
              }
            }
            bar.at(log.passed());
          });
    }
  }
}
