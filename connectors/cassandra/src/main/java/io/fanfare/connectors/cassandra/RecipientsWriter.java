package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import io.fanfare.schemas.notifications.Choice;
import io.fanfare.schemas.notifications.Device;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Writes what recipients of notifications choose, and their devices. The version of a write is the
 * place of its record in the topic, so every write may be repeated, in any order. Thread-safe.
 */
public final class RecipientsWriter {

  private final InsertChoice insertChoice;
  private final InsertDevice insertDevice;
  private final DeleteDevice deleteDevice;
  private final UnloggedBatches batches;

  /**
   * Uses the default keyspaces.
   *
   * @param syncLag the `periodic_commitlog_sync_lag_block` of a single node; zero if an
   *     acknowledged write is durable
   */
  public RecipientsWriter(CqlSession session, Duration syncLag, Pace pace) {
    this.insertChoice = new InsertChoice(session, Keyspaces.DEFAULT);
    this.insertDevice = new InsertDevice(session, Keyspaces.DEFAULT);
    this.deleteDevice = new DeleteDevice(session, Keyspaces.DEFAULT);
    this.batches = new UnloggedBatches(session, Keyspaces.DEFAULT, syncLag, pace);
  }

  /** Completes once the choice is durable; fails like the driver. */
  public CompletionStage<Void> write(Choice choice, long version) {
    return write(insertChoice.bind(choice, version));
  }

  /** Completes once the device is durable; fails like the driver. */
  public CompletionStage<Void> write(Device device, long version) {
    return write(insertDevice.bind(device, version));
  }

  /** Completes once the removal is durable; fails like the driver. */
  public CompletionStage<Void> remove(long userId, String device, long version) {
    return write(deleteDevice.bind(userId, device, version));
  }

  private CompletionStage<Void> write(BatchableStatement<?> statement) {
    return batches.execute(List.of(statement));
  }
}
