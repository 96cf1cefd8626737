package io.fanfare.ops.audit.views;

import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.connectors.cassandra.CassandraSession;
import io.fanfare.ops.CassandraAccess;
import java.util.HashMap;
import java.util.Map;

/** The sessions of an audit: one of each cluster, since opening one takes long. */
final class Sessions implements AutoCloseable {

  private final Map<CassandraAccess, CqlSession> opened = new HashMap<>();

  /** Waits without a limit for a cluster that does not answer. */
  CqlSession of(CassandraAccess cluster) {
    return opened.computeIfAbsent(
        cluster, absent -> CassandraSession.open(cluster.contactPoint(), cluster.datacenter()));
  }

  @Override
  public void close() {
    opened.values().forEach(CqlSession::close);
  }
}
