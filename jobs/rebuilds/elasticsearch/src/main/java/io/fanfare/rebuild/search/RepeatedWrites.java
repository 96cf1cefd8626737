package io.fanfare.rebuild.search;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.connectors.elasticsearch.ActionRequestFailureHandler;
import org.apache.flink.streaming.connectors.elasticsearch.RequestIndexer;
import org.elasticsearch.action.ActionRequest;
import org.elasticsearch.action.index.IndexRequest;

/**
 * What becomes of a write that has failed. A node may be down, or have too much to do: the write is
 * repeated. A document that Elasticsearch rejects for what it is ends the job: unlike the live job,
 * a sink has nowhere to put it.
 */
final class RepeatedWrites implements ActionRequestFailureHandler {

  private static final long serialVersionUID = 1L;

  /** As long as a node may take to start again. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** After this time without a failure, the next one is the first one again. */
  private static final Duration CALM = Duration.ofMinutes(1);

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final int CONFLICT = 409;
  private static final int TOO_MANY = 429;
  private static final int SERVER_FAILS = 500;

  private final Duration patience;

  private transient long firstFailure;
  private transient long lastFailure;

  RepeatedWrites() {
    this(PATIENCE);
  }

  /**
   * @param patience how long writes may fail, one after the other
   */
  RepeatedWrites(Duration patience) {
    this.patience = patience;
  }

  /**
   * @param status that Elasticsearch answered for the document; -1 if the whole request failed
   */
  @Override
  public void onFailure(
      ActionRequest request, Throwable failure, int status, RequestIndexer indexer)
      throws Throwable {
    IndexRequest write = (IndexRequest) request;
    if (status == CONFLICT) {
      // The index has a newer one.
      return;
    }
    if (isRejection(status)) {
      throw new IllegalStateException(
          ("Elasticsearch rejects the document %s of %s (status %d), so the rebuild ends: rebuild"
                  + " from the log, where it becomes a dead letter.")
              .formatted(write.id(), write.index(), status),
          failure);
    }
    pause(failure);
    indexer.add(write);
  }

  private static boolean isRejection(int status) {
    return status > 0 && status < SERVER_FAILS && status != TOO_MANY;
  }

  /** Once for all documents of a request, which fail one after the other. */
  private void pause(Throwable failure) throws Throwable {
    long now = System.nanoTime();
    boolean isFirst = lastFailure == 0;
    if (isFirst || now - lastFailure > CALM.toNanos()) {
      firstFailure = now;
    }
    if (now - firstFailure > patience.toNanos()) {
      throw failure;
    }
    if (isFirst || now - lastFailure > PAUSE.dividedBy(2).toNanos()) {
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    }
    lastFailure = System.nanoTime();
  }
}
