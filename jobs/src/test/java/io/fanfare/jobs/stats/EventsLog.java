package io.fanfare.jobs.stats;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.events.EventKind;
import java.nio.ByteBuffer;

/** Appends to the topics of domain events as applications do. */
final class EventsLog {

  private static final AvroCodec<DomainEvent> CODEC = AvroCodec.of(DomainEvent.class);

  private long offset;

  /**
   * @param appendTime µs since the epoch
   */
  LogRecord append(EventKind kind, DomainEvent event, long appendTime) {
    return append(kind, event.getId(), CODEC.encode(event), appendTime);
  }

  LogRecord append(EventKind kind, String key, byte[] value, long appendTime) {
    return new LogRecord(
        kind.topic(),
        0,
        offset++,
        appendTime,
        ByteBuffer.wrap(key.getBytes(UTF_8)),
        ByteBuffer.wrap(value),
        null);
  }
}
