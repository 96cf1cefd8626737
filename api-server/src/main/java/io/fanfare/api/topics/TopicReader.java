package io.fanfare.api.topics;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Receives the records that a {@link TopicFollower} reads, all on one thread. */
public interface TopicReader {

  /**
   * Every record from here on will be read. Earlier records may have been skipped: this is called
   * at the start, after a failure, and when records are skipped.
   *
   * @param positions the offset of the next record, by partition
   */
  void begin(Map<Integer, Long> positions);

  void read(ConsumerRecord<byte[], byte[]> record);

  /** Called about ten times a second, also if there is nothing to read. */
  default void tick() {}

  /** Reading has stopped until the next {@link #begin}. */
  default void lost() {}
}
