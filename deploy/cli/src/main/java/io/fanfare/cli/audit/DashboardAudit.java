package io.fanfare.cli.audit;

import io.fanfare.cli.terminal.ProgressBar;
import io.fanfare.cli.views.AllViews;
import io.fanfare.local.StackAddresses;
import io.fanfare.schemas.dashboard.DashboardRule;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Random;

/** Audits the dashboards of a stack. */
public final class DashboardAudit {

  /** Whose dashboards. */
  public interface Scope {
    Recipients recipients(Connection source) throws SQLException;
  }

  private final StackAddresses addresses;
  private final PrintWriter progress;
  private final boolean repairs;

  /**
   * An audit that leaves everything as it is.
   *
   * @param progress where a progress bar is drawn
   */
  public DashboardAudit(StackAddresses addresses, PrintWriter progress) {
    this(addresses, progress, false);
  }

  private DashboardAudit(StackAddresses addresses, PrintWriter progress, boolean repairs) {
    this.addresses = addresses;
    this.progress = progress;
    this.repairs = repairs;
  }

  /** One that mends what it finds. */
  public DashboardAudit repairing() {
    return new DashboardAudit(addresses, progress, true);
  }

  /** The dashboards of all users. */
  public static Scope everybody() {
    return Recipients::all;
  }

  /** Those of some users, drawn at random. */
  public static Scope sample(int size) {
    return source -> Recipients.sample(source, size, new Random());
  }

  /** Those of all users whose ids are in a range, with its ends. */
  public static Scope between(long firstId, long lastId) {
    return source -> Recipients.between(source, firstId, lastId);
  }

  public static Scope one(long userId) {
    return source -> Recipients.one(userId);
  }

  /**
   * Audits.
   *
   * @throws io.fanfare.local.StackException if something needed does not answer for long, or the
   *     views do not catch up
   */
  public AuditReport of(Scope scope) throws InterruptedException {
    // One time for both sides: what leaves the retention meanwhile is no difference.
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    SourceRows source = new SourceRows(addresses, since(now));
    Recipients recipients = source.ask(scope::recipients);
    try (Dashboards dashboards = new Dashboards(addresses, Clock.fixed(now, ZoneOffset.UTC));
        ProgressBar bar = new ProgressBar(progress, "dashboards", recipients.count())) {
      Repair repair = repairs ? new Repair(source, addresses) : null;
      return new Audit(source, dashboards, new AllViews(addresses)::awaitAllOfNow, repair)
          .of(recipients, bar::at);
    }
  }

  private static LocalDateTime since(Instant now) {
    long start = DashboardRule.retentionStart(ChronoUnit.MICROS.between(Instant.EPOCH, now));
    return LocalDateTime.ofInstant(Instant.EPOCH.plus(start, ChronoUnit.MICROS), ZoneOffset.UTC);
  }
}
