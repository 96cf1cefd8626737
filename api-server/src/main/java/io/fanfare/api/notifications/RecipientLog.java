package io.fanfare.api.notifications;

import io.fanfare.schemas.notifications.Choice;
import io.fanfare.schemas.notifications.Device;
import java.util.concurrent.CompletionStage;

/**
 * The log of what recipients choose, and of their devices. Each append completes when the record is
 * durable; it fails if it may not be.
 */
public interface RecipientLog {

  CompletionStage<?> append(Choice choice);

  CompletionStage<?> append(Device device);

  /** Removes a device; one that does not exist as well. */
  CompletionStage<?> removeDevice(long userId, String deviceId);
}
