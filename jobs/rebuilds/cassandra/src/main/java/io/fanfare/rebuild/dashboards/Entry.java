package io.fanfare.rebuild.dashboards;

import org.apache.flink.api.java.tuple.Tuple5;

/**
 * An entry of a dashboard: its recipient, its time (µs since the epoch), the number of its kind,
 * its actor and its object. A tuple, because a rebuild sorts hundreds of millions of them.
 */
public final class Entry extends Tuple5<Long, Long, Byte, Long, Long> {

  private static final long serialVersionUID = 1L;

  /** For Flink. */
  public Entry() {}

  Entry(long recipient, long time, byte kind, long actor, long object) {
    super(recipient, time, kind, actor, object);
  }
}
