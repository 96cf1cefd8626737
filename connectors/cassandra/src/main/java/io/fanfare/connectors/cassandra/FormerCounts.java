package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.cql.Row;
import io.fanfare.schemas.stats.Counts;
import java.nio.ByteBuffer;

/** Counts of a cell that was last written when each part of them had a column. */
final class FormerCounts {

  private FormerCounts() {}

  /** Whether a row was ever written so: each of these writes had a sketch, empty or not. */
  static boolean isIn(Row row) {
    return !row.isNull("sketch");
  }

  static Counts of(Row row) {
    ByteBuffer sketch = row.getByteBuffer("sketch");
    return new Counts(
        0L,
        row.getMap("countries", String.class, Long.class),
        row.getMap("sources", String.class, Long.class),
        row.getList("listeners", Long.class),
        // A row that was written by hand may lack columns.
        sketch == null ? ByteBuffer.allocate(0) : sketch);
  }
}
