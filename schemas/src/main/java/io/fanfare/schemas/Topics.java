package io.fanfare.schemas;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every topic of the pipeline, by name and settings. */
public final class Topics {

  /**
   * ModelBroadcast: every change of every domain model, in the order of the source's commits. One
   * partition, because its order is the logical clock of everything downstream.
   */
  public static final String MODELS = "models";

  /**
   * The connector's heartbeats: each has come from the source through Connect to Kafka. Connect
   * makes this topic.
   */
  public static final String HEARTBEATS = "__debezium-heartbeat.fanfare";

  /** Fan-out chunks that must land within 250 ms. */
  public static final String DASHBOARD_INTERACTIVE = "dashboard.interactive";

  /** Fan-out chunks of large commands, rebuilds and repairs: any work time. */
  public static final String DASHBOARD_BATCH = "dashboard.batch";

  /** Completion events; a recipient's are in one partition. */
  public static final String DASHBOARD_UPDATES = "dashboard.updates";

  /** Domain events: plays, keyed by the event's id. */
  public static final String EVENTS_PLAYS = "events.plays";

  /** Domain events: downloads, keyed by the event's id. */
  public static final String EVENTS_DOWNLOADS = "events.downloads";

  /** Number of plays of each track so far, keyed by its id. */
  public static final String STATS_PLAYS = "stats.plays";

  /** Web push subscriptions, keyed by user and device. */
  public static final String NOTIFICATION_DEVICES = "notifications.devices";

  /** What recipients choose in Fanfare itself: opt-outs, and until when they have seen all. */
  public static final String NOTIFICATION_CHOICES = "notifications.choices";

  /** What became of each completion event, in each channel. */
  public static final String NOTIFICATION_OUTCOMES = "notifications.outcomes";

  /** Progress of the views: the markers that they have passed. */
  public static final String PROGRESS = "progress";

  /** Records that could not be processed, with their cause. */
  public static final String DEADLETTERS = "deadletters";

  /**
   * Age of the oldest savepoint that may be restored. The log must still contain, uncompacted, what
   * the job reads again, and later writes must still win over the writes that the job repeats.
   */
  public static final Duration OLDEST_SAVEPOINT = Duration.ofDays(7);

  /**
   * Partitions of each lane's topic. A marker goes to all of them, so raise this number before
   * adding partitions to a topic.
   */
  public static final int LANE_PARTITIONS = 8;

  /**
   * Partitions of `dashboard.updates` that have events: a recipient's are in the one that Kafka's
   * default partitioner gives to a key, the recipient's id as decimal text.
   */
  public static final int UPDATE_PARTITIONS = 8;

  private static final int EVENT_PARTITIONS = 8;

  /** The channels of notifications. */
  public static final List<String> NOTIFICATION_CHANNELS = List.of("push", "email", "webhook");

  /**
   * Partitions of all topics of notifications. They are the same, so that one agent gets all
   * messages to a recipient, whichever topic they come by.
   */
  public static final int NOTIFICATION_PARTITIONS = 8;

  /** A program that waits for a marker reads this topic from before it appends the marker. */
  private static final Duration PROGRESS_RETENTION = Duration.ofHours(1);

  /** How long a dead letter can be replayed. */
  public static final Duration DEADLETTER_RETENTION = Duration.ofDays(30);

  public static final List<TopicDefinition> ALL =
      Stream.concat(ofPipeline(), ofNotifications()).toList();

  private Topics() {}

  private static Stream<TopicDefinition> ofPipeline() {
    return Stream.of(
        new TopicDefinition(
            MODELS,
            1,
            Map.of(
                "cleanup.policy", "compact",
                "message.timestamp.type", "LogAppendTime",
                "min.compaction.lag.ms", millis(OLDEST_SAVEPOINT))),
        lane(DASHBOARD_INTERACTIVE),
        lane(DASHBOARD_BATCH),
        new TopicDefinition(
            DASHBOARD_UPDATES, UPDATE_PARTITIONS, Map.of("retention.ms", millis(OLDEST_SAVEPOINT))),
        events(EVENTS_PLAYS),
        events(EVENTS_DOWNLOADS),
        new TopicDefinition(STATS_PLAYS, EVENT_PARTITIONS, Map.of("cleanup.policy", "compact")),
        new TopicDefinition(
            PROGRESS,
            1,
            Map.of(
                "retention.ms",
                millis(PROGRESS_RETENTION),
                "segment.ms",
                millis(PROGRESS_RETENTION))),
        new TopicDefinition(DEADLETTERS, 1, Map.of("retention.ms", millis(DEADLETTER_RETENTION))));
  }

  private static Stream<TopicDefinition> ofNotifications() {
    Stream<TopicDefinition> messages =
        NOTIFICATION_CHANNELS.stream()
            .flatMap(channel -> Stream.of(notifications(channel), notificationsBatch(channel)))
            .map(Topics::ofNotifications);
    return Stream.concat(
        messages,
        Stream.of(
            ofNotifications(NOTIFICATION_OUTCOMES),
            chosen(NOTIFICATION_CHOICES),
            chosen(NOTIFICATION_DEVICES)));
  }

  /** Messages of a channel. */
  public static String notifications(String channel) {
    return "notifications." + channel;
  }

  /** Messages of a channel that are not urgent. */
  public static String notificationsBatch(String channel) {
    return notifications(channel) + ".batch";
  }

  private static TopicDefinition ofNotifications(String name) {
    return new TopicDefinition(
        name, NOTIFICATION_PARTITIONS, Map.of("retention.ms", millis(OLDEST_SAVEPOINT)));
  }

  private static TopicDefinition chosen(String name) {
    return new TopicDefinition(name, NOTIFICATION_PARTITIONS, Map.of("cleanup.policy", "compact"));
  }

  private static TopicDefinition lane(String name) {
    return new TopicDefinition(
        name, LANE_PARTITIONS, Map.of("retention.ms", millis(OLDEST_SAVEPOINT)));
  }

  /**
   * Never deleted: events exist nowhere else. When the log appended them helps to decide which are
   * late.
   */
  private static TopicDefinition events(String name) {
    return new TopicDefinition(
        name,
        EVENT_PARTITIONS,
        Map.of("retention.ms", "-1", "message.timestamp.type", "LogAppendTime"));
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }
}
