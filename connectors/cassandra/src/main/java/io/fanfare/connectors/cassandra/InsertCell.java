package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.fanfare.schemas.stats.Buckets;
import io.fanfare.schemas.stats.Cell;
import io.fanfare.schemas.stats.CellKey;
import io.fanfare.schemas.stats.Counts;

/**
 * Stores what is counted of a track in a bucket. The whole row is written with one timestamp, the
 * version: so what has counted less, because it reads the log again, changes nothing until it has
 * counted as much.
 */
final class InsertCell {

  private final PreparedStatement statement;

  InsertCell(CqlSession session) {
    statement =
        session.prepare(
            "INSERT INTO stats.cells (subject_type, subject_id, kind, granularity, period, bucket,"
                + " track_id, total, countries, sources, listeners, sketch)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ?");
  }

  BoundStatement bind(StatsSubject subject, long subjectId, long trackId, Cell cell) {
    CellKey key = cell.getKey();
    Counts counts = cell.getCounts();
    return statement.bind(
        subject.code(),
        subjectId,
        StatsCodes.of(key.getKind()),
        StatsCodes.of(key.getGranularity()),
        Buckets.period(key.getGranularity(), key.getBucket()),
        key.getBucket(),
        trackId,
        counts.getTotal(),
        counts.getCountries(),
        counts.getSources(),
        counts.getListeners(),
        counts.getSketch(),
        cell.getVersion());
  }
}
