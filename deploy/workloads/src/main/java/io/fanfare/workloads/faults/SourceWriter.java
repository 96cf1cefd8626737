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

/** An application that does not give up when its database, or the log, goes for a while. */
public final class SourceWriter implements AutoCloseable {

  private static final int LOOK_SECONDS = 1;

  private final StackAddresses addresses;
  private @Nullable Connection connection;

  public SourceWriter(StackAddresses addresses) {
    this.addresses = addresses;
  }

  /**
   * Returns when it is done for sure.
   *
   * @throws OperationException if the source refuses it, or does not come back
   */
  public void write(Operation operation) throws InterruptedException {
    Patience.until("the source takes a row", () -> isWritten(operation));
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

  /** What a source that is there refuses, it refuses for good. */
  private static void requireGone(
      Connection connection, Operation operation, SQLException refusal) {
    try (connection) {
      if (connection.isValid(LOOK_SECONDS)) {
        throw new OperationException(
            "The source refuses `%s`: %s".formatted(operation.sql(), refusal.getMessage()),
            refusal);
      }
    } catch (SQLException e) {
      // So it is gone.
      return;
    }
  }

  /** Says rows again on `models`, as nobody needs who has not missed anything. */
  public void sayAgain(Set<RowKey> rows) throws InterruptedException {
    Map<RowKey, @Nullable SpecificRecordBase> known = new HashMap<>();
    rows.forEach(row -> known.put(row, null));
    Patience.until("rows are said again", () -> isSaidAgain(known));
  }

  private boolean isSaidAgain(Map<RowKey, @Nullable SpecificRecordBase> rows) {
    try (Connection reading = SourceConnection.openToRead(addresses.access().source());
        ModelsAppender models = new ModelsAppender(addresses.kafkaBootstrap())) {
      new Refresher(new SelectRows(reading), models).refresh(rows);
      return true;
    } catch (SQLException | OperationException e) {
      // One of the two is down: all of it once more does no harm.
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
