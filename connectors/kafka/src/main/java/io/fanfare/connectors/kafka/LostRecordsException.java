package io.fanfare.connectors.kafka;

import io.fanfare.schemas.LostRecords;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;

/** Thrown if a topic no longer has the records that a job must read next. */
final class LostRecordsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LostRecordsException(OffsetOutOfRangeException cause) {
    super(LostRecords.sentence(partitions(cause)), cause);
  }

  private static String partitions(OffsetOutOfRangeException cause) {
    return cause.offsetOutOfRangePartitions().entrySet().stream()
        .map(
            entry ->
                "%s, partition %d, offset %d"
                    .formatted(
                        entry.getKey().topic(), entry.getKey().partition(), entry.getValue()))
        .sorted()
        .collect(Collectors.joining("; "));
  }
}
