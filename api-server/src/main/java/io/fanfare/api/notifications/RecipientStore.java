package io.fanfare.api.notifications;

import io.fanfare.schemas.notifications.Device;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * The store of what recipients chose, and of their devices. It follows the {@link RecipientLog}
 * within milliseconds while the job that fills it runs. A result fails with an {@link
 * io.fanfare.api.availability.UnavailableException} while the store is absent or too busy.
 */
public interface RecipientStore {

  /**
   * The values of a user's choices by the names of {@link
   * io.fanfare.schemas.notifications.ChoiceNames}.
   */
  CompletionStage<Map<String, Long>> choices(long userId);

  /** A user's devices in the order of their ids: 100 at most. */
  CompletionStage<List<Device>> devices(long userId);
}
