package io.fanfare.stack;

import io.fanfare.connectors.debezium.Flavour;
import io.fanfare.local.Checkout;
import io.fanfare.local.ExternalSource;
import io.fanfare.local.Ports;
import io.fanfare.local.SourceDescription;
import io.fanfare.local.StackSettings;
import io.fanfare.local.process.LogTail;
import io.fanfare.local.supervisor.LocalStack;
import io.fanfare.local.supervisor.StackState;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * One local stack for all integration tests of this JVM: started by the first test that needs it,
 * empty, in a home and on ports of its own, and stopped after the last one. Tests share its tables,
 * so each makes its own users. Of a failed test, the stack's state is printed: it is gone when
 * somebody reads the failure.
 */
public final class SharedStack implements BeforeAllCallback, BeforeEachCallback, TestWatcher {

  private static final Path HOME = Path.of(System.getProperty("fanfare.it.home", "target/stack"));
  private static final int PORT_BASE = Integer.getInteger("fanfare.it.port-base", 22_000);

  /**
   * The order of tests that run beside others and take long: at the end, nothing runs beside them.
   */
  static final int LONG = 0;

  /** The order of tests that read whole logs: others make these long. */
  static final int WHILE_LOGS_ARE_SHORT = 1;

  /** Tests that fill the batch lane wait for it, and nobody waits for the other lane. */
  private static final int BATCH_ROWS_PER_SECOND = 10_000;

  private static final int LOG_LINES = 10;

  /** A broken stack lets each test wait for its limit: after this many, the rest fail at once. */
  private static final int MOST_FAILURES = 10;

  private static final AtomicInteger FAILURES = new AtomicInteger();

  private static volatile LocalStack stack;

  public static LocalStack get() {
    return stack;
  }

  public static StackSettings settings() {
    return stack(HOME, PORT_BASE).withSending(true);
  }

  /**
   * A home and ports for something beside the shared stack. It sends no notifications: on two
   * cores, a second set of agents takes the time of both stacks.
   *
   * @param ports how far behind the shared stack's, in whole stacks
   */
  static StackSettings besideShared(String home, int ports) {
    return stack(
        HOME.resolveSibling(HOME.getFileName() + "-" + home), PORT_BASE + ports * Ports.SPAN);
  }

  private static StackSettings stack(Path home, int portBase) {
    return StackSettings.pipeline(Checkout.around(Path.of("")), home, portBase)
        .withBatchRowsPerSecond(BATCH_ROWS_PER_SECOND)
        .shortLived();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getRoot()
        .getStore(Namespace.GLOBAL)
        .getOrComputeIfAbsent(SharedStack.class, key -> new Started(), Started.class);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    if (FAILURES.get() >= MOST_FAILURES) {
      throw new IllegalStateException(
          "Not run: %d tests before it have failed".formatted(MOST_FAILURES));
    }
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    LocalStack failed = stack;
    if (failed == null || FAILURES.incrementAndGet() > MOST_FAILURES) {
      return;
    }
    StackState state = failed.state();
    System.out.printf(
        "%s failed; problem of the stack: %s; jobs: %s%n",
        context.getDisplayName(), state.problem(), state.jobs());
    state
        .servers()
        .forEach(
            server -> {
              System.out.println(server);
              LogTail.of(Path.of(server.log()), LOG_LINES).forEach(System.out::println);
            });
  }

  /** Stops it and starts it again with what it kept, as `down` and `up` do. */
  public static void restart() throws InterruptedException {
    restart(settings());
  }

  /** The same, with other settings for the rest of the tests. */
  static void restart(StackSettings settings) throws InterruptedException {
    stack.close();
    stack = LocalStack.up(settings, System.out::println);
  }

  /**
   * A MySQL of one's own can take the embedded MariaDB's place, for what it cannot be tried on:
   * `-Dfanfare.it.source=HOST:PORT/DATABASE`, with an empty database that has the reference schema,
   * and `-Dfanfare.it.source-user` and `-Dfanfare.it.source-password` of a user that may capture it
   * and change it. CONTRIBUTING.md lists the privileges, and which tests to exclude.
   */
  private static void rememberSource() {
    String source = System.getProperty("fanfare.it.source");
    if (source != null) {
      String[] parts = source.split("[:/]", -1);
      ExternalSource.remember(
          settings().home(),
          new SourceDescription(
              Flavour.MYSQL,
              parts[0],
              Integer.parseInt(parts[1]),
              System.getProperty("fanfare.it.source-user"),
              parts[2]),
          System.getProperty("fanfare.it.source-password"));
    }
  }

  private static final class Started implements AutoCloseable {

    Started() {
      try {
        settings().home().wipe();
        rememberSource();
        stack = LocalStack.up(settings(), System.out::println);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while the stack was starting", e);
      }
    }

    @Override
    public void close() {
      stack.close();
    }
  }
}
