package io.fanfare.ops.audit.edge;

import io.fanfare.ops.audit.SourceRows.Question;
import io.fanfare.ops.audit.SourceTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Selects the ids of a table's rows. */
final class RowIds {

  private static final int ROWS_AT_ONCE = 10_000;

  private final SourceTables tables;
  private final String table;

  /**
   * @param tables what the source has
   */
  RowIds(SourceTables tables, String table) {
    this.tables = tables;
    this.table = table;
  }

  /** How many there are. Reads an index once. */
  Question<Long> count() {
    return source -> select(source, "SELECT COUNT(*) FROM %s r").get(0);
  }

  /** The next ones in their order, from this one on. */
  Question<List<Long>> from(long first, int most) {
    return source ->
        select(source, "SELECT r.id FROM %s r WHERE r.id >= ? ORDER BY r.id LIMIT ?", first, most);
  }

  /** Some, each as likely as any other; all of them if there are no more. Reads an index once. */
  Question<List<Long>> sample(int size, Random random) {
    return source -> {
      List<Long> sample = new ArrayList<>();
      try (PreparedStatement statement = source.prepareStatement(sql("SELECT r.id FROM %s r"))) {
        statement.setFetchSize(ROWS_AT_ONCE);
        try (ResultSet rows = statement.executeQuery()) {
          for (long seen = 1; rows.next(); seen++) {
            if (sample.size() < size) {
              sample.add(rows.getLong(1));
            } else if (random.nextLong(seen) < size) {
              sample.set(random.nextInt(size), rows.getLong(1));
            }
          }
        }
      }
      return sample;
    };
  }

  private List<Long> select(Connection source, String sql, Number... values) throws SQLException {
    try (PreparedStatement statement = source.prepareStatement(sql(sql))) {
      for (int place = 1; place <= values.length; place++) {
        statement.setObject(place, values[place - 1]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        List<Long> ids = new ArrayList<>();
        while (rows.next()) {
          ids.add(rows.getLong(1));
        }
        return ids;
      }
    }
  }

  private String sql(String sql) {
    return tables.in(sql.formatted(table));
  }
}
