package io.fanfare.ops.audit.views;

import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.connectors.cassandra.CassandraAccess;
import io.fanfare.connectors.cassandra.CassandraSession;
import io.fanfare.connectors.cassandra.UnusableClusterException;
import io.fanfare.ops.OperationException;
import java.util.HashMap;
import java.util.Map;

/** The sessions of an audit: one of each cluster, since opening one takes long. */
final class Sessions implements AutoCloseable {

  private final Map<CassandraAccess, CqlSession> opened = new HashMap<>();

  /**
   * Waits without a limit for a cluster that does not answer.
   *
   * @throws OperationException if the cluster rejects the login
   */
  CqlSession of(CassandraAccess cluster) {
    try {
      return opened.computeIfAbsent(cluster, CassandraSession::open);
    } catch (UnusableClusterException e) {
      throw new OperationException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    opened.values().forEach(CqlSession::close);
  }
}
