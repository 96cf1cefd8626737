package io.fanfare.api.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.api.topics.TopicWriter;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.events.EventKind;
import java.util.concurrent.CompletionStage;

/** Appends domain events to Kafka. */
public final class KafkaEventLog implements EventLog {

  private final AvroCodec<DomainEvent> codec = AvroCodec.of(DomainEvent.class);
  private final TopicWriter writer;

  public KafkaEventLog(TopicWriter writer) {
    this.writer = writer;
  }

  @Override
  public CompletionStage<Long> append(EventKind kind, DomainEvent event) {
    return writer.append(kind.topic(), event.getId().getBytes(UTF_8), codec.encode(event));
  }
}
