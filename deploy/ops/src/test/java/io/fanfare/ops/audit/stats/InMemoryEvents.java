package io.fanfare.ops.audit.stats;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** A log of events in a list, which may grow. An event's offset is its place there. */
final class InMemoryEvents implements EventSource {

  private static final TopicPartition PARTITION = new TopicPartition("events", 0);

  private final List<CountedEvent> log;

  /** How many events were read, however often. */
  long read;

  InMemoryEvents(List<CountedEvent> log) {
    this.log = log;
  }

  @Override
  public Map<TopicPartition, Long> read(Map<TopicPartition, Long> from, EventSort events)
      throws IOException {
    int begin = Math.toIntExact(from.getOrDefault(PARTITION, 0L));
    for (CountedEvent event : log.subList(begin, log.size())) {
      events.add(event);
      read++;
    }
    return Map.of(PARTITION, (long) log.size());
  }
}
