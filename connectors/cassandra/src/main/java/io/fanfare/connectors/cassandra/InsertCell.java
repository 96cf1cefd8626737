package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.stats.Buckets;
import io.fanfare.schemas.stats.Cell;
import io.fanfare.schemas.stats.CellKey;
import io.fanfare.schemas.stats.Counts;
import java.nio.ByteBuffer;

/**
 * Writes the counts of one bucket. The whole row is written with one timestamp, the version: so a
 * job that reads the log again changes nothing until it has counted as much.
 */
final class InsertCell {

  private static final AvroCodec<Counts> COUNTS = AvroCodec.of(Counts.class);

  private final PreparedStatement statement;

  InsertCell(CqlSession session, Keyspaces keyspaces) {
    statement =
        session.prepare(
            keyspaces.rename(
                "INSERT INTO stats.cells (subject_type, subject_id, kind, granularity, period,"
                    + " bucket, track_id, total, counts)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ? AND TTL ?"));
  }

  /**
   * @param now µs since the epoch
   */
  BoundStatement bind(StatsSubject subject, long subjectId, long trackId, Cell cell, long now) {
    CellKey key = cell.getKey();
    Counts counts = cell.getCounts();
    return statement
        .boundStatementBuilder()
        .setByte(0, subject.code())
        .setLong(1, subjectId)
        .setByte(2, StatsCodes.of(key.getKind()))
        .setByte(3, StatsCodes.of(key.getGranularity()))
        .setInt(4, Buckets.period(key.getGranularity(), key.getBucket()))
        .setLong(5, key.getBucket())
        .setLong(6, trackId)
        .setLong(7, counts.getTotal())
        .setByteBuffer(8, ByteBuffer.wrap(COUNTS.encode(counts)))
        .setLong(9, cell.getVersion())
        .setInt(10, TimeToLive.ofCell(key, now))
        .build();
  }

  /**
   * The same cell for another subject. Its counts, which are most of the work, are encoded once.
   */
  static BoundStatement forSubject(BoundStatement bound, StatsSubject subject, long subjectId) {
    return bound.setByte(0, subject.code()).setLong(1, subjectId);
  }
}
