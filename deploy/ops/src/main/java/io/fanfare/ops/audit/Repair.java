package io.fanfare.ops.audit;

import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.refresh.Refresher;
import io.fanfare.ops.refresh.RowKey;
import io.fanfare.ops.refresh.SelectRows;
import io.fanfare.ops.topics.ModelsAppender;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Mends differences from the source's rows, through the pipeline: the rows that a row of the view
 * comes from are said again as they are now, so that the jobs know them and say their effects
 * again; then whoever decides about a row that nothing accounts for is asked to settle it.
 */
public final class Repair {

  private final SourceRows source;
  private final PipelineAccess pipeline;

  public Repair(SourceRows source, PipelineAccess pipeline) {
    this.source = source;
    this.pipeline = pipeline;
  }

  /**
   * Appends what mends these to `models`: the views have it some time later.
   *
   * @return how many rows were said again
   * @throws io.fanfare.api.availability.UnavailableException if the source does not answer
   */
  <E extends AuditedRow<E>> int mend(View<E> view, Settled<E> found) {
    Set<E> wrong = new LinkedHashSet<>(found.unreclaimed());
    Set<E> strays = new LinkedHashSet<>(found.unreclaimed());
    for (Difference<E> difference : found.differences()) {
      wrong.add(difference.row());
      if (difference.kind() == Difference.Kind.EXTRA) {
        strays.add(difference.row());
      }
    }
    Map<RowKey, Set<SpecificRecordBase>> rows = new HashMap<>();
    wrong.forEach(
        row ->
            view.sourceOf(row)
                .forEach(
                    (key, former) ->
                        rows.computeIfAbsent(key, any -> new HashSet<>()).add(former)));
    try (ModelsAppender models = new ModelsAppender(pipeline.kafkaBootstrap())) {
      source.ask(
          connection -> {
            refresh(rows, new Refresher(new SelectRows(connection), models));
            return rows;
          });
      strays.forEach(row -> view.settle(row, models));
      models.flush();
    }
    return rows.size();
  }

  /** Says a row again for each that it may have been: each names an actor who has to hear of it. */
  private static void refresh(Map<RowKey, Set<SpecificRecordBase>> rows, Refresher refresher)
      throws SQLException {
    boolean more = true;
    for (int turn = 0; more; turn++) {
      int skipped = turn;
      Map<RowKey, SpecificRecordBase> next = new HashMap<>();
      rows.forEach(
          (key, formers) ->
              formers.stream().skip(skipped).limit(1).forEach(row -> next.put(key, row)));
      refresher.refresh(next);
      more = !next.isEmpty();
    }
  }
}
