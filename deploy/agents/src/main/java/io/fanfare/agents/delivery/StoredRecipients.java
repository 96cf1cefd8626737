package io.fanfare.agents.delivery;

import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.connectors.cassandra.SelectChoices;
import io.fanfare.connectors.cassandra.SelectDevices;
import io.fanfare.schemas.notifications.ChoiceNames;
import io.fanfare.schemas.notifications.Choices;
import io.fanfare.schemas.notifications.Device;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Reads choices and devices from Cassandra. */
public final class StoredRecipients implements Recipients {

  private final SelectChoices choices;
  private final SelectDevices devices;

  public StoredRecipients(CqlSession session) {
    choices = new SelectChoices(session);
    devices = new SelectDevices(session);
  }

  @Override
  public CompletionStage<Choices> choices(long recipientId) {
    return choices.execute(recipientId).thenApply(ChoiceNames::choices);
  }

  @Override
  public CompletionStage<List<Device>> devices(long recipientId) {
    return devices.execute(recipientId);
  }
}
