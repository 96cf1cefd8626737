package io.fanfare.connectors.cassandra;

import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.stats.Buckets;
import io.fanfare.schemas.stats.Cell;
import io.fanfare.schemas.stats.CellKey;
import io.fanfare.schemas.stats.Cells;
import io.fanfare.schemas.stats.Counts;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The counts of one bucket, as the values of {@link #INSERT} in its order. The whole row is written
 * with one timestamp, the version: so a job that reads the log again changes nothing until it has
 * counted as much.
 *
 * @param counts all counts of the bucket, in their binary form
 * @param timeToLive in seconds; 0 for no expiry
 */
public record CellRow(
    byte subjectType,
    long subjectId,
    byte kind,
    byte granularity,
    int period,
    long bucket,
    long trackId,
    long total,
    ByteBuffer counts,
    long version,
    int timeToLive) {

  public static final String INSERT =
      "INSERT INTO stats.cells (subject_type, subject_id, kind, granularity, period,"
          + " bucket, track_id, total, counts)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ? AND TTL ?";

  private static final AvroCodec<Counts> COUNTS = AvroCodec.of(Counts.class);

  /**
   * The rows of cells: those of the track, then those of its owner. Cassandra applies rows of one
   * partition in a batch as one write, so they stay together.
   *
   * @param now µs since the epoch
   */
  public static List<CellRow> of(Cells cells, long now) {
    long track = cells.getTrackId();
    Long owner = cells.getOwnerId();
    List<CellRow> rows = new ArrayList<>();
    for (Cell cell : cells.getCells()) {
      rows.add(of(cell, track, now));
    }
    if (owner == null) {
      return rows;
    }
    List<CellRow> ofOwner = rows.stream().map(row -> row.ofOwner(owner)).toList();
    if (track == 0) {
      return ofOwner;
    }
    rows.addAll(ofOwner);
    return rows;
  }

  private static CellRow of(Cell cell, long track, long now) {
    CellKey key = cell.getKey();
    Counts counts = cell.getCounts();
    return new CellRow(
        StatsSubject.TRACK.code(),
        track,
        StatsCodes.of(key.getKind()),
        StatsCodes.of(key.getGranularity()),
        Buckets.period(key.getGranularity(), key.getBucket()),
        key.getBucket(),
        track,
        counts.getTotal(),
        ByteBuffer.wrap(COUNTS.encode(counts)),
        cell.getVersion(),
        TimeToLive.ofCell(key, now));
  }

  /** The same cell for its owner. The counts, which are most of the work, are encoded once. */
  private CellRow ofOwner(long owner) {
    return new CellRow(
        StatsSubject.OWNER.code(),
        owner,
        kind,
        granularity,
        period,
        bucket,
        trackId,
        total,
        counts,
        version,
        timeToLive);
  }
}
