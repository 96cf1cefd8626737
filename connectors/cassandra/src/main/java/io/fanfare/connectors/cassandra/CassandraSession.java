package io.fanfare.connectors.cassandra;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Opens sessions the way every part of Fanfare wants them. */
public final class CassandraSession {

  private static final int QUIET_MILLIS = 100;
  private static final int CLOSE_MILLIS = 15_000;

  private CassandraSession() {}

  /**
   * Opens a session, waiting without end for a cluster that does not answer yet.
   *
   * @param contactPoint `host:port` of any node
   * @param datacenter the local datacenter's name
   * @throws IllegalArgumentException if the contact point is not `host:port`
   */
  public static CqlSession open(String contactPoint, String datacenter) {
    // Inside Flink this class comes from the job's own class loader, and so must the driver's
    // defaults.
    ClassLoader classLoader = CassandraSession.class.getClassLoader();
    return CqlSession.builder()
        .withClassLoader(classLoader)
        .withConfigLoader(
            DriverConfigLoader.programmaticBuilder(classLoader)
                .withBoolean(DefaultDriverOption.RECONNECT_ON_INIT, true)
                .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, Duration.ofMillis(200))
                .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, Duration.ofSeconds(5))
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(10))
                // Acknowledged means durable, and what was acknowledged is read, also when one
                // node of several is lost.
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
                // Every statement of ours says the same when it is said twice.
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
