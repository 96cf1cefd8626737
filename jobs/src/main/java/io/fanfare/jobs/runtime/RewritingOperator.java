package io.fanfare.jobs.runtime;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.TimestampedCollector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A keyed function whose effects all go to one target. If it is restored from a savepoint of a job
 * that wrote to another target, it first writes the state of every key, unless somebody has done so
 * already, in quanta between which changes and barriers get through. A checkpoint only knows
 * whether all keys are done: a job that fails earlier starts again with the first key. That does no
 * harm, since effects are versioned.
 */
public final class RewritingOperator<K, IN, OUT> extends KeyedProcessOperator<K, IN, OUT> {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(RewritingOperator.class);
  private static final int QUANTA_AT_ONCE = 20;

  private final RewritingFunction<K, IN, OUT> rewriting;
  private final String everyKeysState;
  private final String target;
  private final boolean hasState;

  private transient ListState<String> targets;
  private transient TimestampedCollector<OUT> out;
  private transient @Nullable MailboxExecutor mailbox;
  private transient @Nullable Stream<K> keys;
  private transient @Nullable Iterator<K> left;
  private transient @Nullable K begun;
  private transient long rewritten;

  /** One whose target has nothing of a savepoint of another job. */
  public RewritingOperator(
      RewritingFunction<K, IN, OUT> function, String everyKeysState, String target) {
    this(function, everyKeysState, target, false);
  }

  /**
   * @param everyKeysState name of a state that every key with something to write has
   * @param target where the effects go
   * @param hasState whether the target has all that a savepoint of another job accounts for, so
   *     that it need not be written
   */
  @SuppressWarnings("NullAway.Init") // Flink calls initializeState before anything else.
  public RewritingOperator(
      RewritingFunction<K, IN, OUT> function,
      String everyKeysState,
      String target,
      boolean hasState) {
    super(function);
    this.rewriting = function;
    this.everyKeysState = everyKeysState;
    this.target = target;
    this.hasState = hasState;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    targets =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>("written-targets", StringSerializer.INSTANCE));
  }

  @Override
  public void open() throws Exception {
    super.open();
    out = new TimestampedCollector<>(output);
    if (!hasState && !isWritten()) {
      mailbox =
          getContainingTask()
              .getMailboxExecutorFactory()
              .createExecutor(getOperatorConfig().getChainIndex());
      keys = this.<K>getKeyedStateBackend().getKeys(everyKeysState, VoidNamespace.INSTANCE);
      Iterator<K> all = keys.iterator();
      requireSnapshots(all.hasNext());
      left = all;
      rewriting.beginRewriting();
      rewriteNext();
    }
  }

  /** The heap has no view of its keys that stays as it is while they change. */
  private void requireSnapshots(boolean hasKeys) {
    if (hasKeys && getKeyedStateBackend() instanceof HeapKeyedStateBackend) {
      throw new IllegalStateException(
          "This job starts from the savepoint of another, so it reads all state while that changes,"
              + " which the state backend hashmap does not allow: set state.backend.type to rocksdb"
              + " in Flink's configuration.");
    }
  }

  /** Whether every subtask had written all of its keys to this target. */
  private boolean isWritten() throws Exception {
    boolean any = false;
    for (String written : targets.get()) {
      if (!written.equals(target)) {
        return false;
      }
      any = true;
    }
    return any;
  }

  private void rewriteNext() {
    if (mailbox != null) {
      mailbox.execute(this::rewriteSome, "rewrite");
    }
  }

  private void rewriteSome() {
    Iterator<K> next = left;
    if (next == null) {
      return;
    }
    for (int done = 0; done < QUANTA_AT_ONCE && isLeft(next); done++) {
      rewriteQuantum(next);
    }
    if (isLeft(next)) {
      rewriteNext();
    } else {
      left = null;
      closeKeys();
      rewriting.endRewriting(out);
      LOG.info("Wrote the state of {} keys to {}", rewritten, target);
    }
  }

  private boolean isLeft(Iterator<K> next) {
    return begun != null || next.hasNext();
  }

  private void rewriteQuantum(Iterator<K> next) {
    K before = begun;
    K key = before == null ? next.next() : before;
    setCurrentKey(key);
    if (rewriting.rewriteKey(key, before != null, out)) {
      begun = key;
    } else {
      begun = null;
      rewritten++;
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    targets.update(List.of(left == null ? target : ""));
  }

  @Override
  public void close() throws Exception {
    closeKeys();
    super.close();
  }

  private void closeKeys() {
    if (keys != null) {
      keys.close();
      keys = null;
    }
  }
}
