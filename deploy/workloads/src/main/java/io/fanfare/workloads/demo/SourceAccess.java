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

/** Runs work on the source. While the source is down it waits, and prints that once. */
final class SourceAccess implements AutoCloseable {

  private static final long RETRY_MILLIS = 500;
  private static final int VALID_SECONDS = 2;
  private static final double MILLIS = 1000.0;

  /** Work on the source; it may run a second time. */
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
   * Runs the work as soon as the source accepts it.
   *
   * @return false if it was not done because the demo ends
   */
  boolean run(Work work) throws InterruptedException {
    Instant failed = null;
    while (stop.getCount() > 0) {
      try {
        Connection open = connected();
        if (failed != null) {
          double seconds = Duration.between(failed, Instant.now()).toMillis() / MILLIS;
          print(String.format(Locale.ROOT, "The source answers again after %.1f s.", seconds));
          failed = null;
        }
        work.run(open);
        return true;
      } catch (SQLException e) {
        if (failed == null) {
          failed = Instant.now();
          print("Waiting for the source, which does not answer: " + e.getMessage());
        }
        close();
        if (!stackIsThere.getAsBoolean()) {
          print("The stack was stopped, so the demo ends.");
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
      // The connection is broken, so there is nothing to close.
    }
    connection = null;
  }

  private void print(String line) {
    out.println(line);
    out.flush();
  }
}
