package io.fanfare.ops.explain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.terminal.ProgressBar;
import io.fanfare.ops.topics.GroupOffsets;
import io.fanfare.ops.topics.TopicLog;
import io.fanfare.schemas.JobNames;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.Version;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.CompletionEvent;
import io.fanfare.schemas.dashboard.DashboardUpdate;
import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.models.Event;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.ModelKey;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * The way of one activity through the topics: the changes of its rows, the chunks of fan-out, and
 * the completion events behind Cassandra. Everything that a change causes has its version.
 */
public final class ActivityTrace {

  private static final List<String> EFFECTS =
      List.of(Topics.DASHBOARD_INTERACTIVE, Topics.DASHBOARD_BATCH, Topics.DASHBOARD_UPDATES);

  /** More than synchronized clocks ever differ. */
  private static final Duration CLOCKS = Duration.ofMinutes(1);

  private final PipelineAccess pipeline;
  private final NamedActivity activity;
  private final PrintWriter progress;
  private final AvroCodec<FanOutChunk> chunks = AvroCodec.of(FanOutChunk.class);
  private final AvroCodec<DashboardUpdate> updates = AvroCodec.of(DashboardUpdate.class);

  private final TreeMap<Long, Seen> changes = new TreeMap<>();
  private final Map<Long, Map<String, Effect>> effects = new TreeMap<>();

  /** A change of one of the activity's rows. */
  private record Seen(String event, long offset, Instant appended) {}

  /**
   * @param progress receives bars, since whole topics are read
   */
  public ActivityTrace(PipelineAccess pipeline, NamedActivity activity, PrintWriter progress) {
    this.pipeline = pipeline;
    this.activity = activity;
    this.progress = progress;
  }

  /**
   * Reads the topics, up to their ends now.
   *
   * @return the changes, oldest first; none if no topic has any record of the activity
   * @throws io.fanfare.ops.OperationException if Kafka does not answer
   */
  public List<TracedChange> run() throws InterruptedException {
    Set<String> keys = keys();
    read(
        Topics.MODELS,
        Map.of(),
        record -> {
          if (record.key() != null && keys.contains(new String(record.key(), UTF_8))) {
            changes.put(
                Version.of(record.offset()),
                new Seen(event(record), record.offset(), appended(record)));
          }
        });
    if (changes.isEmpty()) {
      return List.of();
    }
    Map<TopicPartition, Long> from = behind(changes.firstEntry().getValue().appended());
    read(Topics.DASHBOARD_INTERACTIVE, from, this::noteChunk);
    read(Topics.DASHBOARD_BATCH, from, this::noteChunk);
    read(Topics.DASHBOARD_UPDATES, from, this::noteUpdate);
    return traced();
  }

  /** The keys in `models` of the rows that decide whether the activity is live. */
  private Set<String> keys() {
    Model object = activity.isTrack() ? Model.TRACK : Model.PLAYLIST;
    Set<String> keys = new HashSet<>();
    keys.add(new String(ModelKey.encode(object, List.of(activity.objectId())), UTF_8));
    Long reposter = activity.reposterId();
    if (reposter != null) {
      Model repost = activity.isTrack() ? Model.TRACK_REPOST : Model.PLAYLIST_REPOST;
      keys.add(new String(ModelKey.encode(repost, List.of(reposter, activity.objectId())), UTF_8));
    }
    return keys;
  }

  /**
   * Where to begin. The records of jobs have the times of TaskManagers, whose clocks may be behind
   * the broker's; versions tell exactly what a change has caused.
   */
  private Map<TopicPartition, Long> behind(Instant first) throws InterruptedException {
    try (GroupOffsets offsets = new GroupOffsets(pipeline.kafka(), JobNames.FAN_OUT)) {
      Map<TopicPartition, Long> from =
          new HashMap<>(
              offsets.bounds(EFFECTS, OffsetSpec.forTimestamp(first.minus(CLOCKS).toEpochMilli())));
      Map<TopicPartition, Long> ends = offsets.bounds(EFFECTS, OffsetSpec.latest());
      from.replaceAll(
          (partition, offset) -> offset < 0 ? ends.getOrDefault(partition, 0L) : offset);
      return from;
    }
  }

  private void read(
      String topic, Map<TopicPartition, Long> from, TopicLog.Reader<RuntimeException> reader) {
    try (TopicLog log = new TopicLog(pipeline.kafka(), topic, from);
        ProgressBar bar = new ProgressBar(progress, "records of " + topic, log.length())) {
      log.read(
          record -> {
            reader.read(record);
            bar.at(log.passed());
          });
    }
  }

  private void noteChunk(ConsumerRecord<byte[], byte[]> record) {
    try {
      FanOutChunk chunk = chunks.decode(record.value());
      if (chunk.getActivities().stream().anyMatch(this::isTraced)) {
        note(chunk.getVersion(), record, chunk.getRecipients().size());
      }
    } catch (UndecodableException e) {
      // The job has a dead letter of it.
      return;
    }
  }

  private void noteUpdate(ConsumerRecord<byte[], byte[]> record) {
    try {
      DashboardUpdate update = updates.decode(record.value());
      if (isTraced(update.getActivity())) {
        note(update.getVersion(), record, CompletionEvent.recipients(update).size());
      }
    } catch (UndecodableException e) {
      // A record of another writer.
      return;
    }
  }

  private void note(long version, ConsumerRecord<byte[], byte[]> record, int recipients) {
    effects
        .computeIfAbsent(version, absent -> new HashMap<>())
        .compute(
            record.topic(),
            (topic, effect) -> Effect.more(effect, topic, recipients, appended(record)));
  }

  private boolean isTraced(Activity found) {
    Long reposter = activity.reposterId();
    return found.getKind() == activity.kind()
        && found.getObjectId() == activity.objectId()
        && (reposter == null || found.getActorId() == reposter);
  }

  private List<TracedChange> traced() {
    List<TracedChange> traced = new ArrayList<>();
    Set<Long> versions = new TreeSet<>(changes.keySet());
    versions.addAll(effects.keySet());
    for (long version : versions) {
      Seen seen = changes.get(version);
      Map<String, Effect> caused = effects.getOrDefault(version, Map.of());
      List<Effect> ordered = EFFECTS.stream().filter(caused::containsKey).map(caused::get).toList();
      traced.add(
          new TracedChange(
              version,
              seen == null ? null : seen.event(),
              version - Version.of(0),
              seen == null ? null : seen.appended(),
              ordered));
    }
    return traced;
  }

  private static Instant appended(ConsumerRecord<byte[], byte[]> record) {
    return Instant.ofEpochMilli(record.timestamp());
  }

  private static String event(ConsumerRecord<byte[], byte[]> record) {
    Header event = record.headers().lastHeader(Event.HEADER);
    return event == null ? "" : new String(event.value(), UTF_8);
  }
}
