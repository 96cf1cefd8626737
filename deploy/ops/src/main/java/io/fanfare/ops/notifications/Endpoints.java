package io.fanfare.ops.notifications;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import io.fanfare.connectors.cassandra.CassandraSession;
import io.fanfare.connectors.cassandra.FailingEndpoint;
import io.fanfare.connectors.cassandra.FailingEndpoints;
import io.fanfare.ops.FlinkAccess;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.notifications.Channel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The endpoints of webhooks that fail, for an operator. */
public final class Endpoints implements AutoCloseable {

  private final CqlSession session;
  private final FailingEndpoints endpoints;

  /**
   * Connects to Cassandra.
   *
   * @throws OperationException if Cassandra does not answer, or has no such table
   */
  public Endpoints(PipelineAccess pipeline) {
    CqlSession opened = null;
    try {
      opened = CassandraSession.open(pipeline.dashboards());
      endpoints = new FailingEndpoints(opened, syncLag(pipeline.flink()));
    } catch (DriverException e) {
      if (opened != null) {
        opened.close();
      }
      throw failed(e);
    }
    session = opened;
  }

  private static Duration syncLag(@Nullable FlinkAccess flink) {
    return flink == null ? Duration.ZERO : Duration.ofMillis(flink.syncLagMillis());
  }

  /**
   * All endpoints that fail. Reads a whole table, in which one that works has no row.
   *
   * @throws OperationException if Cassandra does not answer
   */
  public void forEach(Consumer<FailingEndpoint> consumer) {
    try {
      endpoints.forEach(consumer);
    } catch (DriverException e) {
      throw failed(e);
    }
  }

  /**
   * The endpoints of a user that are disabled; one for each address that the user's settings had.
   *
   * @throws OperationException if Cassandra does not answer
   */
  public List<FailingEndpoint> disabled(long user, Channel channel) {
    try {
      return endpoints.of(user, channel).stream().filter(FailingEndpoint::isDisabled).toList();
    } catch (DriverException e) {
      throw failed(e);
    }
  }

  /**
   * Has messages sent to endpoints again. Those that were suppressed meanwhile stay suppressed.
   *
   * @throws OperationException if Cassandra does not answer
   */
  public void enable(List<FailingEndpoint> disabled) {
    long now = Micros.of(Instant.now());
    try {
      for (FailingEndpoint endpoint : disabled) {
        endpoints.remove(endpoint, now).toCompletableFuture().join();
      }
    } catch (CompletionException e) {
      throw failed(e.getCause() == null ? e : e.getCause());
    }
  }

  private static OperationException failed(Throwable cause) {
    return new OperationException(
        "The failing endpoints cannot be read or changed in Cassandra: " + cause.getMessage(),
        cause);
  }

  @Override
  public void close() {
    session.close();
  }
}
