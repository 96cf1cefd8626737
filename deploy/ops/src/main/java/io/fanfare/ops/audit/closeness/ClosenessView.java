package io.fanfare.ops.audit.closeness;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.connectors.cassandra.SelectInteractions;
import io.fanfare.ops.audit.ExpectedRows;
import io.fanfare.ops.audit.Repair;
import io.fanfare.ops.audit.SourceTables;
import io.fanfare.ops.audit.View;
import io.fanfare.ops.audit.Wording;
import io.fanfare.schemas.dashboard.DashboardRule.Verdict;
import java.sql.Connection;
import java.util.Collection;
import java.util.function.BiConsumer;

/** Closeness: every stored row counts as shown. */
public final class ClosenessView implements View<InteractionRow> {

  private final SelectInteractions interactions;
  private final SourceTables tables;

  /**
   * @param session of the cluster of the dashboards; the caller closes it
   * @param tables of the source
   */
  public ClosenessView(CqlSession session, SourceTables tables) {
    this.tables = tables;
    interactions = new SelectInteractions(session);
  }

  @Override
  public ExpectedRows<InteractionRow> expected(Connection source, Collection<Long> recipientIds) {
    return ClosenessSql.expected(source, tables, recipientIds);
  }

  @Override
  public void judge(long recipientId, BiConsumer<InteractionRow, Verdict> judged) {
    try {
      interactions.execute(
          recipientId,
          stored -> judged.accept(new InteractionRow(recipientId, stored), Verdict.SHOWN));
    } catch (DriverException e) {
      throw new UnavailableException("Cassandra does not answer: " + e.getMessage(), e);
    }
  }

  @Override
  public Repair<InteractionRow> repair() {
    return new ClosenessRepair();
  }

  @Override
  public Wording<InteractionRow> wording() {
    return new ClosenessWording();
  }
}
