package io.fanfare.ops.audit.stats;

import java.io.IOException;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** The logs of events, which only grow. */
interface EventSource {

  /**
   * Reads the events that were appended after some offsets, up to now. Invalid ones are left out.
   *
   * @param from the offsets to begin at; a partition that is not among them is read from its
   *     beginning
   * @param events receives the events
   * @return the offsets behind the last event of each partition
   */
  Map<TopicPartition, Long> read(Map<TopicPartition, Long> from, EventSort events)
      throws IOException;
}
