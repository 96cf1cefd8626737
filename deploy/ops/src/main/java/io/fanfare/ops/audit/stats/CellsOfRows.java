package io.fanfare.ops.audit.stats;

import io.fanfare.ops.audit.Difference;
import io.fanfare.ops.audit.ExpectedRows;
import io.fanfare.ops.audit.SourceTables;
import io.fanfare.schemas.stats.StatKind;
import io.fanfare.schemas.stats.StatKinds;
import java.sql.Connection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Likes, reposts, comments and follows, counted in SQL. */
public record CellsOfRows(SourceTables tables) implements ExpectedCells {

  @Override
  public Set<StatKind> kinds() {
    return StatKinds.ROWS;
  }

  @Override
  public String rows() {
    return "cells of rows in stats";
  }

  @Override
  public ExpectedRows<CellRow> expected(
      Connection source, Collection<Long> userIds, Map<Long, List<Long>> tracks) {
    return StatsSql.expected(source, tables, userIds);
  }

  @Override
  public String causeOfExtra() {
    return Difference.NOT_REMOVED;
  }

  @Override
  public String causeOfStale() {
    return "Another number is stored: a change of a row that it counts was not captured;"
        + " `fanfare resync` of its table repairs it.";
  }
}
