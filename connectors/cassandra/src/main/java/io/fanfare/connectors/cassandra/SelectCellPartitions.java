package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatKind;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads which partitions of cells there are, for the audit: the keys of the whole table. */
public final class SelectCellPartitions {

  private final CqlSession session;
  private final PreparedStatement statement;

  /**
   * Cells that are stored together.
   *
   * @param period the {@link io.fanfare.schemas.stats.Buckets#period} of their buckets
   */
  public record Partition(
      StatsSubject subject, long subjectId, StatKind kind, Granularity granularity, int period) {}

  /** Uses the default keyspaces. */
  public SelectCellPartitions(CqlSession session) {
    this.session = session;
    this.statement =
        session.prepare(
            "SELECT DISTINCT subject_type, subject_id, kind, granularity, period FROM stats.cells");
  }

  /**
   * Passes all partitions to a consumer, page by page. Leaves out those with a code that no reader
   * asks for. Fails like the driver if Cassandra does not answer.
   */
  public void execute(Consumer<Partition> partitions) {
    for (Row row : session.execute(statement.bind())) {
      Partition partition = partition(row);
      if (partition != null) {
        partitions.accept(partition);
      }
    }
  }

  private static @Nullable Partition partition(Row row) {
    StatsSubject subject = StatsCodes.subject(row.getByte(0));
    StatKind kind = StatsCodes.kind(row.getByte(2));
    Granularity granularity = StatsCodes.granularity(row.getByte(3));
    return subject == null || kind == null || granularity == null
        ? null
        : new Partition(subject, row.getLong(1), kind, granularity, row.getInt(4));
  }
}
