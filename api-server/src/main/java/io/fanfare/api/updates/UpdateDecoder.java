package io.fanfare.api.updates;

import io.fanfare.schemas.Topics;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.dashboard.DashboardUpdate;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decodes the records of `dashboard.updates`; thread-safe. */
final class UpdateDecoder {

  private static final Logger LOG = LoggerFactory.getLogger(UpdateDecoder.class);

  private final AvroCodec<DashboardUpdate> codec = AvroCodec.of(DashboardUpdate.class);

  /** The update of a record; empty if it can't be decoded, and then the reason is logged. */
  Optional<Update.Changed> decode(ConsumerRecord<byte[], byte[]> record) {
    return decode(record.partition(), record.offset(), record.value());
  }

  Optional<Update.Changed> decode(int partition, long offset, byte[] value) {
    Position after = new Position(partition, offset + 1);
    try {
      return Optional.of(new Update.Changed(after, codec.decode(value)));
    } catch (UndecodableException e) {
      LOG.warn("{} {}:{}: {}", Topics.DASHBOARD_UPDATES, partition, offset, e.getMessage());
      return Optional.empty();
    }
  }
}
