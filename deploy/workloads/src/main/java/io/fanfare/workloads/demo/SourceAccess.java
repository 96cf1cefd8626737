package io.fanfare.workloads.demo;

import io.fanfare.local.StackAddresses;
import io.fanfare.workloads.source.ApplicationConnection;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The source, which may be away for a while: what is to be done there waits, and says so once. */
final class SourceAccess implements AutoCloseable {

  private static final long RETRY_MILLIS = 500;
  private static final int VALID_SECONDS = 2;
  private static final double MILLIS = 1000.0;

  /** Something to do at the source; it may be done a second time. */
  interface Work {
    void run(Connection connection) throws SQLException;
  }

  private final StackAddresses addresses;
  private final PrintWriter out;
  private final CountDownLatch stop;
  private final BooleanSupplier stackIsThere;
  private @Nullable Connection connection;

  /**
   * @param stop ends the waiting
   * @param stackIsThere whether there is anything to wait for
   */
  SourceAccess(
      StackAddresses addresses,
      PrintWriter out,
      CountDownLatch stop,
      BooleanSupplier stackIsThere) {
    this.addresses = addresses;
    this.out = out;
    this.stop = stop;
    this.stackIsThere = stackIsThere;
  }

  /**
   * Does the work, as soon as the source lets us.
   *
   * @return false if it is not done, since the demonstration is to end
   */
  boolean run(Work work) throws InterruptedException {
    Instant failed = null;
    while (stop.getCount() > 0) {
      try {
        Connection open = connected();
        if (failed != null) {
          double seconds = Duration.between(failed, Instant.now()).toMillis() / MILLIS;
          say(String.format(Locale.ROOT, "The source answers again, after %.1f s.", seconds));
          failed = null;
        }
        work.run(open);
        return true;
      } catch (SQLException e) {
        if (failed == null) {
          failed = Instant.now();
          say("The source does not answer, and is waited for: " + e.getMessage());
        }
        close();
        if (!stackIsThere.getAsBoolean()) {
          say("The stack was stopped, and with it the demo ends.");
          return false;
        }
        stop.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
    return false;
  }

  private Connection connected() throws SQLException {
    Connection open = connection;
    if (open == null || !open.isValid(VALID_SECONDS)) {
      close();
      open = ApplicationConnection.open(addresses);
      connection = open;
    }
    return open;
  }

  @Override
  public void close() {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      // It is gone, which is what was wanted.
    }
    connection = null;
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}
