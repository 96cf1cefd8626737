package io.fanfare.api.notifications;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.api.topics.TopicWriter;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.notifications.Choice;
import io.fanfare.schemas.notifications.ChoiceNames;
import io.fanfare.schemas.notifications.Device;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Appends to the topics `notifications.choices` and `notifications.devices`. */
public final class KafkaRecipientLog implements RecipientLog {

  private final AvroCodec<Choice> choices = AvroCodec.of(Choice.class);
  private final AvroCodec<Device> devices = AvroCodec.of(Device.class);
  private final TopicWriter writer;

  public KafkaRecipientLog(TopicWriter writer) {
    this.writer = writer;
  }

  @Override
  public CompletionStage<?> append(Choice choice) {
    return append(Topics.NOTIFICATION_CHOICES, ChoiceNames.key(choice), choices.encode(choice));
  }

  @Override
  public CompletionStage<?> append(Device device) {
    return append(
        Topics.NOTIFICATION_DEVICES,
        ChoiceNames.deviceKey(device.getUserId(), device.getId()),
        devices.encode(device));
  }

  @Override
  public CompletionStage<?> removeDevice(long userId, String deviceId) {
    return append(Topics.NOTIFICATION_DEVICES, ChoiceNames.deviceKey(userId, deviceId), null);
  }

  private CompletionStage<?> append(String topic, String key, byte @Nullable [] value) {
    return writer.append(topic, key.getBytes(UTF_8), value);
  }
}
