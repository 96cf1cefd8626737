package io.fanfare.jobs.runtime;

import org.apache.flink.util.Collector;

/** Who can write all that a key's state says, for a store that has nothing of it. */
public interface Rewriting<K, OUT> {

  /** Rewriting begins: until it ends, what is said of progress is said too early. */
  void beginRewriting();

  /** Writes what the state of the current key says. */
  void rewrite(K key, Collector<OUT> out);

  void endRewriting(Collector<OUT> out);
}
