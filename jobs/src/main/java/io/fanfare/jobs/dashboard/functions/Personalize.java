package io.fanfare.jobs.dashboard.functions;

import io.fanfare.jobs.dashboard.domain.PersonalizationRule;
import io.fanfare.jobs.runtime.DeadLetters;
import io.fanfare.jobs.runtime.PassedMarkers;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.DashboardUpdate;
import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.dashboard.Lane;
import io.fanfare.schemas.dashboard.LaneMarker;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.progress.Passed;
import io.fanfare.schemas.progress.Views;
import java.util.Collection;
import java.util.List;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.types.Either;
import org.apache.flink.util.Collector;

/**
 * Emits the completion events of durable entries, and the markers that passed the store. Events of
 * one activity whose recipients share a partition are one record: a record for each would cost more
 * than everything else that the job does with an entry.
 */
public final class Personalize
    extends ProcessFunction<Either<DeadLetter, FanOutChunk>, DashboardUpdate> {

  private static final long serialVersionUID = 1L;

  private final Lane lane;

  /**
   * @param lane whose chunks these are
   */
  public Personalize(Lane lane) {
    this.lane = lane;
  }

  @Override
  public void processElement(
      Either<DeadLetter, FanOutChunk> persisted, Context context, Collector<DashboardUpdate> out) {
    if (persisted.isLeft()) {
      context.output(DeadLetters.TAG, persisted.left());
      return;
    }
    FanOutChunk chunk = persisted.right();
    LaneMarker marker = chunk.getMarker();
    if (marker != null) {
      context.output(
          PassedMarkers.TAG,
          new Passed(Views.DASHBOARDS, marker.getId(), marker.getPart(), marker.getParts()));
      return;
    }
    Collection<List<Long>> groups = UpdatePartitions.groups(chunk.getRecipients());
    for (Activity activity : chunk.getActivities()) {
      for (List<Long> recipients : groups) {
        out.collect(PersonalizationRule.update(chunk, activity, recipients, lane));
      }
    }
  }
}
