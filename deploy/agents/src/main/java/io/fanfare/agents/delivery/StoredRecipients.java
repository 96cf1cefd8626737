package io.fanfare.agents.delivery;

import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.connectors.cassandra.GroupedReads;
import io.fanfare.connectors.cassandra.SelectChoices;
import io.fanfare.connectors.cassandra.SelectDevices;
import io.fanfare.schemas.notifications.ChoiceNames;
import io.fanfare.schemas.notifications.Choices;
import io.fanfare.schemas.notifications.Device;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Reads choices and devices from Cassandra, those of many recipients together. */
public final class StoredRecipients implements Recipients {

  private final GroupedReads<Long, Map<String, Long>> choices;
  private final GroupedReads<Long, List<Device>> devices;

  public StoredRecipients(CqlSession session) {
    SelectChoices selectChoices = new SelectChoices(session);
    SelectDevices selectDevices = new SelectDevices(session);
    choices = new GroupedReads<>(selectChoices::execute, Map.of());
    devices = new GroupedReads<>(selectDevices::execute, List.of());
  }

  @Override
  public CompletionStage<Choices> choices(long recipientId) {
    return choices.get(recipientId).thenApply(ChoiceNames::choices);
  }

  @Override
  public CompletionStage<List<Device>> devices(long recipientId) {
    return devices.get(recipientId);
  }
}
