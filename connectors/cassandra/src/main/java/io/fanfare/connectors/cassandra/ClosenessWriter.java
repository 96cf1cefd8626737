package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import io.fanfare.schemas.closeness.ClosenessChunk;
import io.fanfare.schemas.closeness.Interaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Writes and deletes rows of closeness. Every write is idempotent, so the caller may repeat it if
 * it failed, or if its result is unknown. Thread-safe.
 */
public final class ClosenessWriter {

  private final InsertInteraction insert;
  private final DeleteInteraction delete;
  private final UnloggedBatches batches;

  /**
   * Uses the default keyspaces.
   *
   * @param syncLag the `periodic_commitlog_sync_lag_block` of a single node; zero if an
   *     acknowledged write is durable
   */
  public ClosenessWriter(CqlSession session, Duration syncLag, Pace pace) {
    this(session, Keyspaces.DEFAULT, syncLag, pace);
  }

  /**
   * @param syncLag the `periodic_commitlog_sync_lag_block` of a single node; zero if an
   *     acknowledged write is durable
   */
  public ClosenessWriter(CqlSession session, Keyspaces keyspaces, Duration syncLag, Pace pace) {
    this.insert = new InsertInteraction(session, keyspaces);
    this.delete = new DeleteInteraction(session, keyspaces);
    this.batches = new UnloggedBatches(session, keyspaces, syncLag, pace);
  }

  /**
   * Writes a chunk. Completes with it once all of its rows are durable. Fails like the driver; some
   * rows may be written then.
   */
  public CompletionStage<ClosenessChunk> write(ClosenessChunk chunk) {
    List<BatchableStatement<?>> statements = new ArrayList<>();
    for (Interaction interaction : chunk.getInteractions()) {
      statements.add(statement(chunk, interaction));
    }
    return batches.execute(statements).thenApply(done -> chunk);
  }

  private BoundStatement statement(ClosenessChunk chunk, Interaction interaction) {
    return switch (chunk.getOperation()) {
      case ADD -> insert.bind(chunk, interaction);
      case REMOVE -> delete.bind(chunk, interaction);
    };
  }
}
