package io.fanfare.workloads.faults;

import io.fanfare.local.StackAddresses;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.refresh.Refresher;
import io.fanfare.ops.refresh.RowKey;
import io.fanfare.ops.refresh.SelectRows;
import io.fanfare.ops.source.SourceConnection;
import io.fanfare.ops.topics.ModelsAppender;
import io.fanfare.workloads.source.ApplicationConnection;
import io.fanfare.workloads.source.Operation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/** An application that retries while its database, or Kafka, is down. */
public final class SourceWriter implements AutoCloseable {

  private static final int LOOK_SECONDS = 1;

  private final StackAddresses addresses;
  private @Nullable Connection connection;

  public SourceWriter(StackAddresses addresses) {
    this.addresses = addresses;
  }

  /**
   * Writes an operation, and returns when the source has confirmed it.
   *
   * @throws OperationException if the source rejects it, or stays down for five minutes
   */
  public void write(Operation operation) throws InterruptedException {
    Patience.until("the source accepts a row", () -> isWritten(operation));
  }

  private boolean isWritten(Operation operation) {
    try {
      if (connection == null) {
        connection = ApplicationConnection.open(addresses);
      }
    } catch (SQLException e) {
      // It is still down: the next try connects.
      return false;
    }
    try {
      operation.execute(connection);
      return true;
    } catch (SQLException e) {
      requireGone(connection, operation, e);
      connection = null;
      return false;
    }
  }

  /** A source that is up rejects the same operation every time: retrying would never end. */
  private static void requireGone(
      Connection connection, Operation operation, SQLException refusal) {
    try (connection) {
      if (connection.isValid(LOOK_SECONDS)) {
        throw new OperationException(
            "The source rejects `%s`: %s".formatted(operation.sql(), refusal.getMessage()),
            refusal);
      }
    } catch (SQLException e) {
      // The connection is broken, so the source is down.
      return;
    }
  }

  /** Refreshes rows: appends their current state to `models`. No view should change by it. */
  public void refresh(Set<RowKey> rows) throws InterruptedException {
    Map<RowKey, @Nullable SpecificRecordBase> known = new HashMap<>();
    rows.forEach(row -> known.put(row, null));
    Patience.until("rows are refreshed", () -> isRefreshed(known));
  }

  private boolean isRefreshed(Map<RowKey, @Nullable SpecificRecordBase> rows) {
    try (Connection reading = SourceConnection.openToRead(addresses.access().source());
        ModelsAppender models = new ModelsAppender(addresses.kafka())) {
      new Refresher(new SelectRows(reading), models).refresh(rows);
      return true;
    } catch (SQLException | OperationException e) {
      // The source or Kafka is down. Refreshing all rows again is harmless.
      return false;
    }
  }

  @Override
  public void close() throws SQLException {
    if (connection != null) {
      connection.close();
    }
  }
}
