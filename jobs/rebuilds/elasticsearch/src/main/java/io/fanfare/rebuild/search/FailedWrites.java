package io.fanfare.rebuild.search;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.connectors.elasticsearch.ActionRequestFailureHandler;
import org.apache.flink.streaming.connectors.elasticsearch.RequestIndexer;
import org.elasticsearch.action.ActionRequest;
import org.elasticsearch.action.index.IndexRequest;

/**
 * Keeps writes that have failed, for the sink to repeat: a node may be down, or have too much to
 * do. The connector's own way to repeat a write, its indexer, loses those that fail again.
 *
 * <p>A document that Elasticsearch rejects for what it is ends the job for good: unlike the live
 * job, a sink has nowhere to put it.
 */
final class FailedWrites implements ActionRequestFailureHandler {

  private static final long serialVersionUID = 1L;

  private static final int CONFLICT = 409;
  private static final int TOO_MANY = 429;
  private static final int SERVER_FAILS = 500;

  /** The connector reports on a thread of its client. */
  private final Queue<FailedWrite> failed = new ConcurrentLinkedQueue<>();

  /** The first failures of those that are being repeated, ns. */
  private final Map<IndexRequest, Long> repeated = new IdentityHashMap<>();

  /**
   * A write that is to be repeated.
   *
   * @param since its first failure, by `System.nanoTime`
   */
  record FailedWrite(IndexRequest request, long since, Throwable failure) {}

  /**
   * @param status that Elasticsearch answered for the document; -1 if the whole request failed
   */
  @Override
  public void onFailure(
      ActionRequest request, Throwable failure, int status, RequestIndexer indexer) {
    IndexRequest write = (IndexRequest) request;
    if (status == CONFLICT) {
      // The index has a newer one.
      return;
    }
    if (isRejection(status)) {
      throw new SuppressRestartsException(
          new IllegalStateException(
              ("Elasticsearch rejects the document %s of %s (status %d), so the rebuild ends:"
                      + " rebuild from the log, where it becomes a dead letter.")
                  .formatted(write.id(), write.index(), status),
              failure));
    }
    failed.add(new FailedWrite(write, repeated.getOrDefault(write, System.nanoTime()), failure));
  }

  private static boolean isRejection(int status) {
    return status > 0 && status < SERVER_FAILS && status != TOO_MANY;
  }

  boolean isEmpty() {
    return failed.isEmpty();
  }

  /** Takes all of them, and knows them again if they fail again before the next call. */
  List<FailedWrite> take() {
    repeated.clear();
    List<FailedWrite> taken = new ArrayList<>();
    for (FailedWrite one = failed.poll(); one != null; one = failed.poll()) {
      taken.add(one);
      repeated.put(one.request(), one.since());
    }
    return taken;
  }
}
