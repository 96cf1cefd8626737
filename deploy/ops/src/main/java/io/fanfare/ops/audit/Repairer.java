package io.fanfare.ops.audit;

import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.refresh.LoggedRows;
import io.fanfare.ops.refresh.Refresher;
import io.fanfare.ops.refresh.RowKey;
import io.fanfare.ops.refresh.SelectRows;
import io.fanfare.ops.topics.ModelsAppender;
import io.fanfare.ops.topics.TopicLog;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.models.Model;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Repairs differences through the pipeline. It refreshes the source's rows behind each wrong row,
 * so that the jobs learn them and emit their effects again. Where a row counts others, it also
 * refreshes those of the log that the source has no longer. Then it asks the keys that decide about
 * rows without a source to resolve them.
 */
public final class Repairer {

  private final SourceRows source;
  private final PipelineAccess pipeline;

  private final boolean isDryRun;

  /**
   * @param isDryRun whether what would repair is only counted
   */
  public Repairer(SourceRows source, PipelineAccess pipeline, boolean isDryRun) {
    this.source = source;
    this.pipeline = pipeline;
    this.isDryRun = isDryRun;
  }

  /** Whether it leaves everything as it is. */
  boolean isDryRun() {
    return isDryRun;
  }

  /**
   * Appends to `models` what repairs differences: the views have it some time later.
   *
   * @return how many of the source's rows were refreshed
   * @throws io.fanfare.api.availability.UnavailableException if the source does not answer
   */
  <E extends AuditedRow<E>> int repair(Repair<E> repair, RepairPlan<E> plan) {
    try (ModelsAppender models = new ModelsAppender(pipeline.kafka())) {
      source.ask(
          connection -> {
            SelectRows select = new SelectRows(connection);
            Refresher refresher = new Refresher(select, models);
            refresh(plan.rows(), refresher);
            if (!plan.counted().isEmpty()) {
              compareWithLog(plan.counted(), select, refresher);
            }
            return plan;
          });
      plan.strays().forEach(row -> repair.requestResolution(row, models));
      models.flush();
    }
    return plan.rows().size();
  }

  /** Refreshes the rows of the log that are counted for some of these, and differ or are gone. */
  private void compareWithLog(Set<Counted> counted, SelectRows select, Refresher refresher)
      throws SQLException {
    Set<Model> models = EnumSet.noneOf(Model.class);
    for (Model model : Counted.models()) {
      if (select.has(model)) {
        models.add(model);
      }
    }
    try (TopicLog log = new TopicLog(pipeline.kafka(), Topics.MODELS)) {
      LoggedRows logged =
          new LoggedRows(
              models, row -> Counted.by(row).anyMatch(counted::contains), select, refresher);
      log.read(logged::add);
      logged.flush();
    }
  }

  /** Refreshes a row once for each form it may have had: each may name another actor. */
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
