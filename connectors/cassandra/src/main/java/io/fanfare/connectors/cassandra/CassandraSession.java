package io.fanfare.connectors.cassandra;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Opens sessions with the settings that all of Fanfare uses. */
public final class CassandraSession {

  private static final int QUIET_MILLIS = 100;
  private static final int CLOSE_MILLIS = 15_000;

  private CassandraSession() {}

  /**
   * Opens a session; waits without a limit for a cluster that does not answer yet.
   *
   * @param contactPoint `host:port` of any node
   * @param datacenter the local datacenter's name
   * @throws IllegalArgumentException if the contact point is not `host:port`
   */
  public static CqlSession open(String contactPoint, String datacenter) {
    // In Flink this class comes from the class loader of the job, so the driver's defaults must
    // come from it, too.
    ClassLoader classLoader = CassandraSession.class.getClassLoader();
    return CqlSession.builder()
        .withClassLoader(classLoader)
        .withConfigLoader(
            DriverConfigLoader.programmaticBuilder(classLoader)
                .withBoolean(DefaultDriverOption.RECONNECT_ON_INIT, true)
                .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, Duration.ofMillis(200))
                .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, Duration.ofSeconds(5))
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(10))
                // An acknowledged write is durable and readable, even if one of several nodes is
                // lost.
                .withString(
                    DefaultDriverOption.REQUEST_CONSISTENCY,
                    DefaultConsistencyLevel.LOCAL_QUORUM.name())
                // All answers are in before a session is closed, so the driver's threads need not
                // wait two seconds for more. Without any quiet period, one of them may end too
                // early for another.
                .withString(DefaultDriverOption.NETTY_IO_SHUTDOWN_UNIT, MILLISECONDS.name())
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, QUIET_MILLIS)
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_TIMEOUT, CLOSE_MILLIS)
                .withString(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_UNIT, MILLISECONDS.name())
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, QUIET_MILLIS)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_TIMEOUT, CLOSE_MILLIS)
                // Writes whose order matters carry a version of their own. The native clock is a
                // library that each job would load again: a fifth of what a session costs.
                .withBoolean(DefaultDriverOption.TIMESTAMP_GENERATOR_FORCE_JAVA_CLOCK, true)
                // All statements of Fanfare can be repeated.
                .withBoolean(DefaultDriverOption.REQUEST_DEFAULT_IDEMPOTENCE, true)
                .build())
        .addContactPoint(address(contactPoint))
        .withLocalDatacenter(datacenter)
        .build();
  }

  private static InetSocketAddress address(String contactPoint) {
    int colon = contactPoint.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException(
          "The Cassandra contact point '" + contactPoint + "' is not host:port.");
    }
    return new InetSocketAddress(
        contactPoint.substring(0, colon), Integer.parseInt(contactPoint.substring(colon + 1)));
  }
}
