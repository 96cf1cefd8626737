package io.fanfare.ops.refresh;

import io.fanfare.schemas.models.Model;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows of any model, as the source has them at the moment of each call. The connection's
 * session must have UTC as its time zone and commit each statement.
 */
public final class SelectRows {

  /** Keys in one statement: servers plan the range of each key one by one. */
  private static final int KEYS_IN_STATEMENT = 200;

  private static final int NO_SUCH_TABLE = 1146;

  private final Connection connection;
  private final Map<Model, SourceTable> tables = new EnumMap<>(Model.class);

  public SelectRows(Connection connection) {
    this.connection = connection;
  }

  /** The rows of these keys that exist. */
  public SelectedRows byKeys(Collection<RowKey> keys) throws SQLException {
    Map<Model, List<RowKey>> byModel = new EnumMap<>(Model.class);
    for (RowKey key : keys) {
      byModel.computeIfAbsent(key.model(), model -> new ArrayList<>()).add(key);
    }
    Map<RowKey, SpecificRecordBase> rows = new LinkedHashMap<>();
    Map<RowKey, String> unreadable = new LinkedHashMap<>();
    RowKey last = null;
    for (Map.Entry<Model, List<RowKey>> entry : byModel.entrySet()) {
      List<RowKey> ofModel = entry.getValue();
      for (int from = 0; from < ofModel.size(); from += KEYS_IN_STATEMENT) {
        int to = Math.min(from + KEYS_IN_STATEMENT, ofModel.size());
        SelectedRows some = byKeys(table(entry.getKey()), ofModel.subList(from, to));
        rows.putAll(some.rows());
        unreadable.putAll(some.unreadable());
        last = some.last() == null ? last : some.last();
      }
    }
    // A key that is equal only in a collation belongs to another row.
    Set<RowKey> wanted = new HashSet<>(keys);
    rows.keySet().retainAll(wanted);
    unreadable.keySet().retainAll(wanted);
    return new SelectedRows(rows, unreadable, last);
  }

  private SelectedRows byKeys(SourceTable table, List<RowKey> keys) throws SQLException {
    String one =
        table.model().primaryKey().stream()
            .map(column -> SourceTable.quoted(column) + " = ?")
            .collect(Collectors.joining(" AND ", "(", ")"));
    String condition = String.join(" OR ", Collections.nCopies(keys.size(), one));
    try (PreparedStatement statement =
        connection.prepareStatement(table.select() + " WHERE " + condition)) {
      int place = 1;
      for (RowKey key : keys) {
        for (Object value : key.values()) {
          statement.setObject(place++, value);
        }
      }
      return table.read(statement);
    }
  }

  /**
   * The next rows in the order of the primary key.
   *
   * @param last the row before them; null to begin
   * @param limit how many at most
   */
  public SelectedRows after(Model model, @Nullable RowKey last, int limit) throws SQLException {
    SourceTable table = table(model);
    List<String> key = model.primaryKey().stream().map(SourceTable::quoted).toList();
    String sql =
        "%s%s ORDER BY %s LIMIT %d"
            .formatted(
                table.select(),
                last == null ? "" : " WHERE " + afterKey(key),
                String.join(", ", key),
                limit);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int place = 1;
      for (int column = 0; last != null && column < key.size(); column++) {
        for (Object value : last.values().subList(0, column + 1)) {
          statement.setObject(place++, value);
        }
      }
      return table.read(statement);
    }
  }

  /**
   * `(a > ?) OR (a = ? AND b > ?)`. For the equivalent `(a, b) > (?, ?)` servers use no range and
   * read the index from its beginning.
   */
  private static String afterKey(List<String> key) {
    List<String> alternatives = new ArrayList<>();
    for (int column = 0; column < key.size(); column++) {
      String equal =
          key.subList(0, column).stream()
              .map(name -> name + " = ? AND ")
              .collect(Collectors.joining());
      alternatives.add("(" + equal + key.get(column) + " > ?)");
    }
    return String.join(" OR ", alternatives);
  }

  /** Whether the table exists and this user may read it. */
  public boolean has(Model model) throws SQLException {
    try {
      table(model);
      return true;
    } catch (SQLException e) {
      if (e.getErrorCode() == NO_SUCH_TABLE) {
        return false;
      }
      throw e;
    }
  }

  /** How many rows the table has. */
  public long count(Model model) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT COUNT(*) FROM " + SourceTable.quoted(model.table()));
        ResultSet count = statement.executeQuery()) {
      count.next();
      return count.getLong(1);
    }
  }

  private SourceTable table(Model model) throws SQLException {
    SourceTable known = tables.get(model);
    if (known == null) {
      known = SourceTable.of(connection, model);
      tables.put(model, known);
    }
    return known;
  }
}
