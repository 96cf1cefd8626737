package io.fanfare.connectors.kafka;

import java.util.Collection;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Starts with the first record that each partition has. Unlike {@link
 * OffsetsInitializer#earliest()}, it keeps the offset itself: otherwise a partition without records
 * had no position in savepoints, and records that come and go while the job is down would be
 * skipped unnoticed.
 *
 * @param resets what the consumer does if a position is outside of its partition
 */
record FromBeginning(OffsetResetStrategy resets) implements OffsetsInitializer {

  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever offsets) {
    return offsets.beginningOffsets(partitions);
  }

  @Override
  public OffsetResetStrategy getAutoOffsetResetStrategy() {
    return resets;
  }
}
