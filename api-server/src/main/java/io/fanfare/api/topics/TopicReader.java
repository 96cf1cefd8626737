package io.fanfare.api.topics;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Gets what a {@link TopicFollower} reads, all of it on one thread. */
public interface TopicReader {

  /**
   * From here on every record will be read. What came before was not, unless it was read already:
   * this is called at the start, after any failure, and after records were left out.
   *
   * @param positions the offset of the next record, by partition
   */
  void begin(Map<Integer, Long> positions);

  void read(ConsumerRecord<byte[], byte[]> record);

  /** Called again and again, about ten times a second, also where nothing is to be read. */
  default void tick() {}

  /** Nothing is read any more, until the next {@link #begin}. */
  default void lost() {}
}
