package io.fanfare.ops.capture;

import io.fanfare.connectors.debezium.CapturedTables;
import io.fanfare.connectors.debezium.ConnectorTemplate;
import io.fanfare.ops.Await;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.setup.LostBinlog;
import io.fanfare.ops.setup.SourceConnector;
import io.fanfare.schemas.models.Model;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Whether changes of the source reach `models`. Each problem is one sentence with the command that
 * repairs it, in lower case and without a full stop, as `status` prints it.
 */
public final class CaptureState {

  private static final int LONGEST_STATEMENT = 300;

  private final PipelineAccess pipeline;
  private final SourceConnector connector;

  public CaptureState(PipelineAccess pipeline) {
    this.pipeline = pipeline;
    this.connector = new SourceConnector(pipeline.connect());
  }

  /**
   * Why the capture stands still and cannot continue by itself; empty if it can.
   *
   * @throws IOException if Connect does not answer
   */
  public Optional<String> standstill() throws IOException, InterruptedException {
    if (connector.isStopped() || connector.isPaused()) {
      return Optional.of(
          "nothing is captured, because somebody has stopped the connector: repeat the command that"
              + " was interrupted, or PUT /connectors/%s/resume to Connect"
                  .formatted(ConnectorTemplate.CONNECTOR));
    }
    Optional<String> failure = connector.failure();
    return failure.isPresent() ? remedy(failure.get()) : Optional.empty();
  }

  /**
   * The sentence for a failure of the connector that it meets again after each restart; empty for
   * one that may pass.
   *
   * @throws IOException if Connect does not answer
   */
  public Optional<String> remedy(String failure) throws IOException, InterruptedException {
    if (LostBinlog.isIn(failure)) {
      return Optional.of(LostBinlog.sentence(failure));
    }
    List<String> tables = tablesIn(failure);
    return tables.isEmpty() ? Optional.empty() : Optional.of(unreadable(tables, failure));
  }

  /**
   * The models of the tables at whose rows the connector fails now, or may fail; none if it does
   * not.
   *
   * @throws IOException if Connect does not answer
   */
  public Set<Model> unreadable() throws IOException, InterruptedException {
    Set<Model> models = EnumSet.noneOf(Model.class);
    Optional<String> failure = connector.failure();
    if (failure.isPresent()) {
      CapturedTables captured = captured();
      tablesIn(failure.get()).forEach(table -> captured.model(table).ifPresent(models::add));
    }
    return models;
  }

  /** The source's names of the tables that a failure is about; none if it is about none. */
  private List<String> tablesIn(String failure) throws IOException, InterruptedException {
    Optional<String> named = UnreadableTable.in(failure);
    if (named.isPresent() || !UnreadableTable.isImpossibleValue(failure)) {
      return named.stream().toList();
    }
    try {
      return suspects(captured());
    } catch (OperationException e) {
      // The source or Kafka is away: then nobody can know.
      return List.of();
    }
  }

  /** Of tables that were changed later, the connector has read no statement yet. */
  private List<String> suspects(CapturedTables captured) {
    KnownDefinitions known = known();
    List<String> misread = misread(captured, known).stream().map(captured::sourceTable).toList();
    List<String> changed =
        misread.stream().filter(table -> known.lastStatement(table).isPresent()).toList();
    return changed.isEmpty() ? misread : changed;
  }

  private String unreadable(List<String> tables, String failure)
      throws IOException, InterruptedException {
    CapturedTables captured = captured();
    List<String> names =
        tables.stream()
            .map(table -> captured.model(table).map(Model::table).orElse(table))
            .toList();
    String suspects =
        IntStream.range(0, names.size())
            .mapToObj(i -> names.get(i) + sinceIfKnown(tables.get(i)))
            .collect(Collectors.joining(" or "));
    return ("nothing is captured, because the connector cannot read rows of %s: run `fanfare"
            + " resync --redefine %s` (%s)")
        .formatted(suspects, String.join(" ", names), failure.strip());
  }

  /**
   * Whether the connector has begun a snapshot again, and not all rows were refreshed since. Then
   * rows may be known that were deleted in between.
   *
   * @throws OperationException if Kafka does not answer
   */
  public boolean hasRepeatedSnapshot() {
    return known().repeatedSnapshot().isPresent();
  }

  /**
   * What is captured incompletely although changes flow: tables that are left out, tables whose
   * rows the connector misreads, and deletions that it has missed between two snapshots.
   *
   * @param catchesUp returns whether the capture has reached what is committed now, within a time
   *     of the caller's choice: before that, it may not know a definition yet
   * @throws IOException if Connect does not answer
   * @throws OperationException if the source or Kafka does not answer
   */
  public List<String> gaps(Await.Condition<RuntimeException> catchesUp)
      throws IOException, InterruptedException {
    List<String> gaps = new ArrayList<>();
    CapturedTables captured = captured();
    Set<Model> leftOut = captured.leftOut();
    if (!leftOut.isEmpty()) {
      gaps.add(
          "changes of %s are not captured: run `fanfare resync --redefine %s`"
              .formatted(names(leftOut, ", "), names(leftOut, " ")));
    }
    KnownDefinitions known = known();
    if (known.repeatedSnapshot().isPresent()) {
      gaps.add(
          "the connector has begun its snapshot again, and may have missed deletions before that: run"
              + " `fanfare resync --all`");
    }
    Set<Model> misread = misread(captured, known);
    if (!misread.isEmpty() && catchesUp.holds()) {
      KnownDefinitions later = known();
      misread.retainAll(misread(captured, later));
      misread.forEach(model -> gaps.add(misread(captured, model, later)));
    }
    return gaps;
  }

  private Set<Model> misread(CapturedTables captured, KnownDefinitions known) {
    return MisreadTables.in(captured, known, SourceColumns.read(pipeline.source()));
  }

  private static String misread(CapturedTables captured, Model model, KnownDefinitions known) {
    return "the connector misreads rows of %s%s: run `fanfare resync --redefine %s`"
        .formatted(model.table(), since(known, captured.sourceTable(model)), model.table());
  }

  private static String names(Set<Model> models, String between) {
    return models.stream().map(Model::table).collect(Collectors.joining(between));
  }

  /** The problem matters more than the statement, if Kafka is away, too. */
  private String sinceIfKnown(String table) {
    try {
      return since(known(), table);
    } catch (OperationException e) {
      return "";
    }
  }

  /** The statement after which the connector no longer knows the table, if any is known. */
  private static String since(KnownDefinitions known, String table) {
    return known
        .lastStatement(table)
        .map(statement -> " since `%s`".formatted(brief(statement)))
        .orElse("");
  }

  private static String brief(String statement) {
    String line = statement.replaceAll("\\s+", " ");
    return line.length() <= LONGEST_STATEMENT ? line : line.substring(0, LONGEST_STATEMENT) + "…";
  }

  /**
   * Returns if the capture can continue by itself.
   *
   * @throws OperationException with a sentence if it cannot
   */
  public void requireNoStandstill() throws InterruptedException {
    require(() -> standstill().stream().toList());
  }

  /**
   * Returns if the capture is complete, or becomes so by itself.
   *
   * @param catchesUp as for {@link #gaps}
   * @throws OperationException with a sentence if it does not
   */
  public void requireComplete(Await.Condition<RuntimeException> catchesUp)
      throws InterruptedException {
    requireNoStandstill();
    require(() -> gaps(catchesUp));
  }

  /** A look that needs Connect. */
  private interface Look {
    List<String> problems() throws IOException, InterruptedException;
  }

  private static void require(Look look) throws InterruptedException {
    List<String> problems;
    try {
      problems = look.problems();
    } catch (IOException | OperationException e) {
      // A server may be restarting: a wait for the capture finds out.
      return;
    }
    if (!problems.isEmpty()) {
      throw new OperationException(
          "The views cannot become current: " + String.join("; ", problems) + ".");
    }
  }

  private CapturedTables captured() throws IOException, InterruptedException {
    return CapturedTables.of(connector.definition());
  }

  private KnownDefinitions known() {
    return KnownDefinitions.read(pipeline.kafka(), pipeline.source().database());
  }
}
