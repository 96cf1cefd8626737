package io.fanfare.agents.delivery;

import io.fanfare.schemas.notifications.Choices;
import io.fanfare.schemas.notifications.Device;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What recipients chose in Fanfare itself, and their devices. */
public interface Recipients {

  CompletionStage<Choices> choices(long recipientId);

  CompletionStage<List<Device>> devices(long recipientId);
}
