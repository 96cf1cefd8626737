package io.fanfare.api.notifications;

import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.api.cassandra.CassandraStore;
import io.fanfare.connectors.cassandra.CassandraAccess;
import io.fanfare.connectors.cassandra.SelectChoices;
import io.fanfare.connectors.cassandra.SelectDevices;
import io.fanfare.schemas.notifications.Device;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Reads what recipients chose, and their devices, in Cassandra. */
public final class CassandraRecipients implements RecipientStore, AutoCloseable {

  private final CassandraStore<Statements> store;

  private record Statements(SelectChoices choices, SelectDevices devices) {

    static Statements prepare(CqlSession session) {
      return new Statements(new SelectChoices(session), new SelectDevices(session));
    }
  }

  public CassandraRecipients(CassandraAccess cassandra) {
    store = new CassandraStore<>("The choices of recipients", cassandra, Statements::prepare);
  }

  public void start() {
    store.start();
  }

  @Override
  public CompletionStage<Map<String, Long>> choices(long userId) {
    return store.execute(ready -> ready.choices().execute(userId));
  }

  @Override
  public CompletionStage<List<Device>> devices(long userId) {
    return store.execute(ready -> ready.devices().execute(userId));
  }

  @Override
  public void close() {
    store.close();
  }
}
