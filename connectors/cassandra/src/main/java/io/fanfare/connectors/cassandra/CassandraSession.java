package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens sessions with the settings that all of Fanfare uses. */
public final class CassandraSession {

  private static final Logger LOG = LoggerFactory.getLogger(CassandraSession.class);

  /** What a file of the driver's configuration may replace. */
  static final String SETTINGS =
      """
      datastax-java-driver {
        basic.request.timeout = 10 seconds
        advanced.reconnection-policy { base-delay = 200 ms, max-delay = 5 seconds }

        # All answers are in before a session is closed, so the driver's threads need not wait two
        # seconds for more. Without any quiet period, one of them may end too early for another.
        advanced.netty.io-group.shutdown { quiet-period = 100, timeout = 15000, unit = MILLISECONDS }
        advanced.netty.admin-group.shutdown { quiet-period = 100, timeout = 15000, unit = MILLISECONDS }

        # Writes whose order matters carry a version of their own. The native clock is a library
        # that each job would load again: a fifth of what a session costs.
        advanced.timestamp-generator.force-java-clock = true
      }
      """;

  /** For changes of the schema: no job waits for them, and each takes long. */
  private static final String SCHEMA_SETTINGS =
      """
      datastax-java-driver {
        basic.request.timeout = 30 seconds
        advanced.connection.init-query-timeout = 30 seconds
        advanced.control-connection.timeout = 30 seconds
        # Otherwise, each statement waits a second for the driver to read the schema again.
        advanced.metadata.schema.enabled = false
      }
      """;

  /** What correctness depends on, so that no file replaces it. */
  private static final String FIXED =
      """
      datastax-java-driver {
        # An acknowledged write is durable and readable, even if one of several nodes is lost.
        basic.request.consistency = LOCAL_QUORUM
        # All statements of Fanfare can be repeated.
        basic.request.default-idempotence = true
      }
      """;

  private static final long FIRST_PAUSE_MILLIS = 200;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  private CassandraSession() {}

  /**
   * Opens a session; waits without a limit for a cluster that does not answer yet. The driver could
   * wait by itself, but would wait for ever for a login that is wrong.
   *
   * @throws UnusableClusterException if the cluster rejects the login, the file of the driver's
   *     configuration cannot be read, or the thread is interrupted
   */
  public static CqlSession open(CassandraAccess cassandra) {
    for (long pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
      try {
        return session(cassandra, SETTINGS);
      } catch (AllNodesFailedException e) {
        LOG.info("Cassandra at {} does not answer yet: {}", cassandra, e.getMessage());
      }
      try {
        TimeUnit.MILLISECONDS.sleep(pause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UnusableClusterException("The wait for Cassandra was interrupted.", e);
      }
    }
  }

  /**
   * Opens a session for changes of the schema.
   *
   * @throws UnusableClusterException if the cluster rejects the login, or the file of the driver's
   *     configuration cannot be read
   * @throws AllNodesFailedException if the cluster does not answer yet
   */
  public static CqlSession openForSchema(CassandraAccess cassandra) {
    return session(cassandra, SCHEMA_SETTINGS);
  }

  private static CqlSession session(CassandraAccess cassandra, String settings) {
    try {
      return builder(cassandra, settings).build();
    } catch (AllNodesFailedException e) {
      throw rejection(e)
          .<RuntimeException>map(
              rejected ->
                  new UnusableClusterException(
                      "Cassandra at %s rejects the login: %s"
                          .formatted(cassandra, rejected.getMessage()),
                      e))
          .orElse(e);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new UnusableClusterException(
          "No session can be opened with the configuration of %s: %s"
              .formatted(cassandra, e.getMessage()),
          e);
    }
  }

  private static Optional<Throwable> rejection(AllNodesFailedException failure) {
    return failure.getAllErrors().values().stream()
        .flatMap(List::stream)
        .filter(CassandraSession::isRejection)
        .findFirst();
  }

  /** A node that cannot read its roles at the moment sends the same code as for a wrong login. */
  private static boolean isRejection(Throwable error) {
    return error instanceof AuthenticationException
        && !String.valueOf(error.getMessage()).contains("Unable to perform authentication");
  }

  private static CqlSessionBuilder builder(CassandraAccess cassandra, String settings) {
    return CqlSession.builder()
        // In Flink this class comes from the class loader of the job, so what the driver loads must
        // come from it, too.
        .withClassLoader(CassandraSession.class.getClassLoader())
        .withConfigLoader(configuration(settings, cassandra.file()))
        .addContactPoints(addresses(cassandra.contactPoints()))
        .withLocalDatacenter(cassandra.datacenter());
  }

  /** Later lines win over earlier ones. */
  static DriverConfigLoader configuration(String settings, String file) {
    String include =
        file.isEmpty()
            ? ""
            : "include required(file(\"%s\"))\n"
                .formatted(file.replace("\\", "\\\\").replace("\"", "\\\""));
    try {
      DriverConfigLoader loader = DriverConfigLoader.fromString(settings + include + FIXED);
      var unused = loader.getInitialConfig();
      return loader;
    } catch (RuntimeException e) {
      throw new UnusableClusterException(
          "The driver's configuration for Cassandra, %s, cannot be read: %s"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static List<InetSocketAddress> addresses(String contactPoints) {
    return Arrays.stream(contactPoints.split(",")).map(CassandraSession::address).toList();
  }

  private static InetSocketAddress address(String contactPoint) {
    int colon = contactPoint.lastIndexOf(':');
    return new InetSocketAddress(
        contactPoint.substring(0, colon), Integer.parseInt(contactPoint.substring(colon + 1)));
  }
}
