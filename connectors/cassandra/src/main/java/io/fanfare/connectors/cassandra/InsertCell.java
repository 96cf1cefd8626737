package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.type.codec.TypeCodec;
import com.datastax.oss.driver.api.core.type.codec.TypeCodecs;
import io.fanfare.schemas.stats.Buckets;
import io.fanfare.schemas.stats.Cell;
import io.fanfare.schemas.stats.CellKey;
import io.fanfare.schemas.stats.Counts;
import java.util.List;
import java.util.Map;

/**
 * Writes the counts of one bucket. The whole row is written with one timestamp, the version: so a
 * job that reads the log again changes nothing until it has counted as much.
 */
final class InsertCell {

  /** Constants, because the driver would look a codec up for every value, which is slow. */
  private static final TypeCodec<Map<String, Long>> COUNTS =
      TypeCodecs.mapOf(TypeCodecs.TEXT, TypeCodecs.BIGINT);

  private static final TypeCodec<List<Long>> IDS = TypeCodecs.listOf(TypeCodecs.BIGINT);

  private final PreparedStatement statement;

  InsertCell(CqlSession session, Keyspaces keyspaces) {
    statement =
        session.prepare(
            keyspaces.rename(
                "INSERT INTO stats.cells (subject_type, subject_id, kind, granularity, period,"
                    + " bucket, track_id, total, countries, sources, listeners, sketch)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ? AND TTL ?"));
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
        .set(8, counts.getCountries(), COUNTS)
        .set(9, counts.getSources(), COUNTS)
        .set(10, counts.getListeners(), IDS)
        .setByteBuffer(11, counts.getSketch())
        .setLong(12, cell.getVersion())
        .setInt(13, TimeToLive.ofCell(key, now))
        .build();
  }
}
