package io.fanfare.ops.audit.notifications;

import io.fanfare.schemas.Version;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.dashboard.ActivityTypes;
import io.fanfare.schemas.models.Event;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.NotificationSettings;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Which channels were enabled at each version, by the rows of `notification_settings` in `models`.
 * The job keeps the newest rows only; this keeps all that the log has.
 */
final class EnabledChannels {

  private record Row(long userId, Channel channel, ActivityKind kind) {}

  private final AvroCodec<ModelBroadcast> codec = AvroCodec.of(ModelBroadcast.class);
  private final Part part;

  /** For each row, whether it was enabled from a version on. */
  private final Map<Row, TreeMap<Long, Boolean>> history = new HashMap<>();

  private long newest;

  /** Of some recipients. */
  EnabledChannels(Part part) {
    this.part = part;
  }

  /** How many rows it keeps. */
  int size() {
    return history.size();
  }

  /** Whether `models` was read as far as a version. */
  boolean knows(long version) {
    return version <= newest;
  }

  /** Adds a record of `models`, if it is one of settings. */
  void add(ConsumerRecord<byte[], byte[]> record) {
    newest = Math.max(newest, Version.of(record.offset()));
    Header event = record.headers().lastHeader(Event.HEADER);
    if (event == null
        || !Event.isOf(
            new String(event.value(), StandardCharsets.UTF_8), Model.NOTIFICATION_SETTINGS)) {
      return;
    }
    try {
      ModelBroadcast change = codec.decode(record.value());
      boolean exists = change.getAfter() != null;
      if ((exists ? change.getAfter() : change.getBefore()) instanceof NotificationSettings row
          && part.has(row.getUserId())) {
        boolean isEnabled = exists && row.getEnabled();
        Channels.channel(row.getChannel())
            .ifPresent(
                channel ->
                    ActivityTypes.kind(row.getActivityType())
                        .ifPresent(
                            kind ->
                                history
                                    .computeIfAbsent(
                                        new Row(row.getUserId(), channel, kind),
                                        added -> new TreeMap<>())
                                    .put(Version.of(record.offset()), isEnabled)));
      }
    } catch (UndecodableException e) {
      // The job has a dead letter of it.
      return;
    }
  }

  /** The channels that were enabled for a user and kind at a version. */
  List<Channel> at(long version, long userId, ActivityKind kind) {
    List<Channel> enabled = new ArrayList<>();
    for (Channel channel : Channel.values()) {
      TreeMap<Long, Boolean> versions = history.get(new Row(userId, channel, kind));
      Map.Entry<Long, Boolean> then = versions == null ? null : versions.floorEntry(version);
      if (then != null && then.getValue()) {
        enabled.add(channel);
      }
    }
    return enabled;
  }
}
