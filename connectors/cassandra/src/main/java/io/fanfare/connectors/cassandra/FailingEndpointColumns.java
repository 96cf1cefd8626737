package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.cql.Row;
import java.util.Objects;

/** The columns of `failing_endpoints` that every reader needs. */
final class FailingEndpointColumns {

  /** The time of the write is the version of the row: all columns are written together. */
  static final String ALL =
      "recipient_id, channel, endpoint, failing_since, failures, disabled_at, detail,"
          + " WRITETIME(failing_since)";

  private FailingEndpointColumns() {}

  static FailingEndpoint read(Row row) {
    return new FailingEndpoint(
        row.getLong(0),
        ChannelCode.channel(row.getByte(1)),
        Objects.requireNonNull(row.getString(2), "a key has no null"),
        row.getLong(3),
        row.getInt(4),
        row.getLong(5),
        Objects.requireNonNullElse(row.getString(6), ""),
        row.getLong(7));
  }
}
