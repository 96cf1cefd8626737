package io.fanfare.cli.audit;

import io.fanfare.cli.terminal.ProgressBar;
import io.fanfare.cli.views.AllViews;
import io.fanfare.local.StackAddresses;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Audits the views of a stack. */
public final class ViewsAudit {

  /** Whose views. */
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
  public ViewsAudit(StackAddresses addresses, PrintWriter progress) {
    this(addresses, progress, false);
  }

  private ViewsAudit(StackAddresses addresses, PrintWriter progress, boolean repairs) {
    this.addresses = addresses;
    this.progress = progress;
    this.repairs = repairs;
  }

  /** One that mends what it finds. */
  public ViewsAudit repairing() {
    return new ViewsAudit(addresses, progress, true);
  }

  /** All users. */
  public static Scope everybody() {
    return Recipients::all;
  }

  /** Some users, drawn at random. */
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
    SourceRows source = new SourceRows(addresses);
    Recipients recipients = Retrying.ask(() -> source.ask(scope::recipients));
    SourceTables tables = Retrying.ask(() -> source.ask(SourceTables::of));
    Repair repair = repairs ? new Repair(source, addresses) : null;
    // One time for both sides, or each entry at the edge were a doubt. What leaves the retention
    // later is dropped from the doubts: fan-out's edge moves on.
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    try (DashboardView dashboards = new DashboardView(addresses, tables, now);
        ClosenessView closeness = new ClosenessView(addresses, tables);
        SearchView search = addresses.searches() ? new SearchView(addresses, tables) : null;
        CellsOfEvents log =
            addresses.counts() ? new CellsOfEvents(addresses.kafkaBootstrap(), progress) : null;
        StatsView rows =
            log == null ? null : new StatsView(addresses, tables, new CellsOfRows(tables));
        StatsView events = log == null ? null : new StatsView(addresses, tables, log);
        PlaysView plays =
            log == null || search == null ? null : new PlaysView(addresses, tables, log);
        ProgressBar bar = new ProgressBar(progress, "recipients", recipients.count())) {
      return new Audit(source, new AllViews(addresses)::awaitAllOfNow, repair)
          .of(views(dashboards, closeness, search, rows, events, plays), recipients, bar::at);
    }
  }

  /** Those that the stack has. */
  private static List<View<?>> views(@Nullable View<?>... views) {
    return Stream.<View<?>>of(views).filter(Objects::nonNull).toList();
  }
}
