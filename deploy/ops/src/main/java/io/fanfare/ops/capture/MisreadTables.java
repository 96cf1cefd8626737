package io.fanfare.ops.capture;

import io.fanfare.connectors.debezium.CapturedTables;
import io.fanfare.connectors.debezium.source.HiddenColumns;
import io.fanfare.schemas.models.Model;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tables whose columns the connector knows in another order, or by other names, than the source
 * has them. The connector goes by the number of columns alone, so it puts values into the wrong
 * ones. This happens if Debezium did not understand a statement, or misunderstood it.
 */
final class MisreadTables {

  private MisreadTables() {}

  /**
   * Compares definitions.
   *
   * @param now names of the columns, by the source's name of the table
   */
  static Set<Model> in(
      CapturedTables captured, KnownDefinitions known, Map<String, List<String>> now) {
    Set<Model> misread = EnumSet.noneOf(Model.class);
    Set<Model> models = EnumSet.allOf(Model.class);
    models.removeAll(captured.leftOut());
    for (Model model : models) {
      String table = captured.sourceTable(model);
      Optional<List<String>> columns = known.columns(table).map(MisreadTables::visible);
      // The first row of a table that the connector does not know stops it, with a sentence.
      if (now.containsKey(table) && columns.isPresent() && !columns.get().equals(now.get(table))) {
        misread.add(model);
      }
    }
    return misread;
  }

  /** The server has hidden columns behind all others; a column behind one of them is misread. */
  private static List<String> visible(List<String> columns) {
    int end = columns.size();
    while (end > 0 && HiddenColumns.isHash(columns.get(end - 1))) {
      end--;
    }
    return columns.subList(0, end);
  }
}
