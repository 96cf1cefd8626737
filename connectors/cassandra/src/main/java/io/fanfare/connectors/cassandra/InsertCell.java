package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;

/** Writes a row of the cells of stats. */
final class InsertCell {

  private final PreparedStatement statement;

  InsertCell(CqlSession session, Keyspaces keyspaces) {
    statement = session.prepare(keyspaces.rename(CellRow.INSERT));
  }

  BoundStatement bind(CellRow row) {
    return statement
        .boundStatementBuilder()
        .setByte(0, row.subjectType())
        .setLong(1, row.subjectId())
        .setByte(2, row.kind())
        .setByte(3, row.granularity())
        .setInt(4, row.period())
        .setLong(5, row.bucket())
        .setLong(6, row.trackId())
        .setLong(7, row.total())
        .setByteBuffer(8, row.counts())
        .setLong(9, row.version())
        .setInt(10, row.timeToLive())
        .build();
  }
}
