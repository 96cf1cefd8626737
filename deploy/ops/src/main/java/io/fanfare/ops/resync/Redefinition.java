package io.fanfare.ops.resync;

import io.fanfare.connectors.debezium.CapturedTables;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.capture.CaptureState;
import io.fanfare.ops.progress.CapturedPosition;
import io.fanfare.ops.setup.SourceConnector;
import io.fanfare.ops.source.SourceConnection;
import io.fanfare.ops.terminal.Progress;
import io.fanfare.schemas.models.Model;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Has the connector read the definitions of tables again, after a change that it did not
 * understand. Rows that were logged before the change have other columns than those after it, and
 * the connector stands somewhere in between. So it first passes all rows of these tables that are
 * logged by now, while the other tables flow, and then continues with the current definitions. The
 * caller must refresh all rows of the tables afterwards.
 */
public final class Redefinition {

  /** A connector that has stood still for long has much to pass. */
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  /**
   * What was done.
   *
   * @param tables that were passed: their rows must be refreshed
   * @param unfollowed why some of them are still not captured, one sentence each: the connector
   *     cannot follow them
   */
  public record Result(Set<Model> tables, Set<String> unfollowed) {

    public Result {
      tables = Set.copyOf(tables);
      unfollowed = Set.copyOf(unfollowed);
    }
  }

  private final PipelineAccess pipeline;
  private final SourceConnector connector;
  private final CaptureState state;
  private final CaptureRestart restart;
  private final Progress progress;

  /**
   * @param lines receives a line of text for each step
   */
  public Redefinition(PipelineAccess pipeline, Consumer<String> lines) {
    this.pipeline = pipeline;
    this.connector = new SourceConnector(pipeline.connect());
    this.state = new CaptureState(pipeline);
    this.restart = new CaptureRestart(pipeline, connector);
    this.progress = new Progress(lines);
  }

  /**
   * Defines tables again, and others at which the connector stands still meanwhile. Returns when
   * their changes are captured. After a failure it can be called again.
   *
   * @throws OperationException if the connector does not continue
   */
  public Result run(Set<Model> models) throws InterruptedException {
    try {
      CapturedTables captured = CapturedTables.of(connector.definition());
      Set<Model> tables = EnumSet.copyOf(models);
      Set<Model> others = pass(captured, tables);
      while (!others.isEmpty()) {
        tables.addAll(others);
        others = pass(captured, tables);
      }
      restart.stop();
      Map<Model, String> unreadable = define(captured, tables);
      Set<Model> leftOut = captured.leftOut();
      leftOut.removeAll(tables);
      leftOut.addAll(unreadable.keySet());
      connector.configure(captured.without(leftOut));
      restart.resume();
      progress.report("the connector has read the definitions of %s", names(tables));
      return new Result(tables, Set.copyOf(unreadable.values()));
    } catch (IOException e) {
      throw new OperationException("The connector cannot be repaired: " + e.getMessage(), e);
    }
  }

  /**
   * Captures other tables until the end of the binlog.
   *
   * @return the tables at which the connector stands still before that
   */
  private Set<Model> pass(CapturedTables captured, Set<Model> tables)
      throws IOException, InterruptedException {
    Set<Model> leftOut = captured.leftOut();
    leftOut.addAll(tables);
    restart.stop();
    connector.configure(captured.without(leftOut));
    try {
      restart.resume();
      progress.report("other tables are captured, without %s", names(tables));
      new CapturedPosition(pipeline).await(PATIENCE);
      return Set.of();
    } catch (OperationException e) {
      Set<Model> others = state.unreadable();
      others.removeAll(leftOut);
      if (others.isEmpty()) {
        throw e;
      }
      return others;
    }
  }

  /** Defines the tables that the source has; returns why others cannot be captured. */
  private Map<Model, String> define(CapturedTables captured, Set<Model> models)
      throws IOException, InterruptedException {
    Map<Model, String> unreadable = new LinkedHashMap<>();
    List<DefinedTable> tables = new ArrayList<>();
    try (Connection source = SourceConnection.openToCapture(pipeline.source())) {
      for (Model model : EnumSet.copyOf(models)) {
        DefinedTable table = DefinedTable.read(source, captured.sourceTable(model));
        if (table.hidden().isVersioned()) {
          unreadable.put(model, versioned(model, table));
        } else if (!table.columns().isEmpty()) {
          tables.add(table);
        }
      }
    } catch (SQLException e) {
      throw new OperationException("The source does not answer: " + e.getMessage(), e);
    }
    new SchemaHistory(pipeline).append(connector.position(), tables);
    return unreadable;
  }

  private static String versioned(Model model, DefinedTable table) {
    return ("Changes of %s are still not captured, because the table is system-versioned: ALTER"
            + " TABLE %s DROP SYSTEM VERSIONING; then run `fanfare resync --redefine %s` again.")
        .formatted(model.table(), table.quotedName(), model.table());
  }

  private static String names(Set<Model> models) {
    return models.stream().map(Model::table).collect(Collectors.joining(", "));
  }
}
