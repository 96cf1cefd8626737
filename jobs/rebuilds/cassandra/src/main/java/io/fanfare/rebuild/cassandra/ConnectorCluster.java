package io.fanfare.rebuild.cassandra;

import com.datastax.driver.core.Cluster;
import com.datastax.driver.core.ConsistencyLevel;
import com.datastax.driver.core.QueryOptions;
import com.datastax.driver.core.SocketOptions;
import com.datastax.driver.core.policies.DCAwareRoundRobinPolicy;
import com.datastax.driver.core.policies.ExponentialReconnectionPolicy;
import com.datastax.driver.core.policies.TokenAwarePolicy;
import io.fanfare.connectors.cassandra.CassandraAccess;
import java.net.InetSocketAddress;
import org.apache.flink.streaming.connectors.cassandra.ClusterBuilder;

/**
 * The cluster as the connector's driver reaches it. That driver is an older one than the jobs have,
 * so the guarantees of {@link io.fanfare.connectors.cassandra.CassandraSession} are repeated here.
 */
public final class ConnectorCluster extends ClusterBuilder {

  private static final long serialVersionUID = 1L;

  private static final int TIMEOUT_MILLIS = 10_000;
  private static final long FIRST_PAUSE_MILLIS = 200;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  private final CassandraAccess cassandra;

  public ConnectorCluster(CassandraAccess cassandra) {
    this.cassandra = cassandra;
  }

  @Override
  protected Cluster buildCluster(Cluster.Builder builder) {
    for (String contactPoint : cassandra.contactPoints().split(",")) {
      int colon = contactPoint.lastIndexOf(':');
      builder.addContactPointsWithPorts(
          new InetSocketAddress(
              contactPoint.substring(0, colon),
              Integer.parseInt(contactPoint.substring(colon + 1))));
    }
    builder
        .withLoadBalancingPolicy(
            new TokenAwarePolicy(
                DCAwareRoundRobinPolicy.builder().withLocalDc(cassandra.datacenter()).build()))
        .withReconnectionPolicy(
            new ExponentialReconnectionPolicy(FIRST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS))
        .withSocketOptions(new SocketOptions().setReadTimeoutMillis(TIMEOUT_MILLIS))
        .withQueryOptions(
            new QueryOptions()
                .setConsistencyLevel(ConsistencyLevel.LOCAL_QUORUM)
                .setDefaultIdempotence(true))
        .withNettyOptions(new HeapBuffers())
        .withoutJMXReporting();
    if (!cassandra.file().isEmpty()) {
      DriverFile.read(cassandra.file()).apply(builder);
    }
    return builder.build();
  }
}
