package io.fanfare.ops.explain;

import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.audit.SourceTables;
import io.fanfare.ops.audit.dashboards.DashboardView;
import io.fanfare.ops.source.SourceConnection;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.dashboard.Activity;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Why an activity is on a user's dashboard, or is not.
 *
 * @param reasons the rules, applied to the source's rows
 * @param stored the entries of this activity that Cassandra has, each with the verdict of the
 *     reader; there may be more than one if its time has changed
 * @param isShown whether a reader shows one of them now
 */
public record FeedExplanation(List<Reason> reasons, List<String> stored, boolean isShown) {

  private static final String SHOWN = "shown";

  /** Whether the dashboard should show it by the rows. */
  public boolean isDue() {
    return reasons.stream().allMatch(Reason::holds);
  }

  /** Whether the dashboard shows what it should. A change of the last moments may be on its way. */
  public boolean isRight() {
    return isDue() == isShown;
  }

  /**
   * Explains one entry.
   *
   * @throws OperationException if the source or Cassandra does not answer
   */
  public static FeedExplanation of(PipelineAccess pipeline, long user, NamedActivity activity) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    try (Connection source = SourceConnection.openToRead(pipeline.source())) {
      SourceTables tables = SourceTables.of(source);
      List<Reason> reasons = new FeedRules(source, tables).judge(user, activity, now);
      List<String> stored = new ArrayList<>();
      try (DashboardView view = new DashboardView(pipeline, tables, now)) {
        view.judge(
            user,
            (entry, verdict) -> {
              Activity found = entry.activity();
              if (isThe(activity, found)) {
                stored.add(
                    "time=%s actor=%d: %s"
                        .formatted(
                            Micros.toInstant(found.getActivityTime()),
                            found.getActorId(),
                            verdict.name().toLowerCase(Locale.ROOT)));
              }
            });
      }
      boolean isShown = stored.stream().anyMatch(entry -> entry.endsWith(": " + SHOWN));
      return new FeedExplanation(reasons, stored, isShown);
    } catch (SQLException e) {
      throw new OperationException("The source does not answer: " + e.getMessage(), e);
    }
  }

  private static boolean isThe(NamedActivity activity, Activity found) {
    Long reposter = activity.reposterId();
    return found.getKind() == activity.kind()
        && found.getObjectId() == activity.objectId()
        && (reposter == null || found.getActorId() == reposter);
  }
}
