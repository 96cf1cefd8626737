package io.fanfare.connectors.debezium;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.schemas.Topics;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.models.Event;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.Unreadable;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** A record of `models` from the value converter, as a reader of the topic receives it. */
final class Converted {

  private static final AvroCodec<ModelBroadcast> BROADCASTS = AvroCodec.of(ModelBroadcast.class);
  private static final AvroCodec<Unreadable> UNREADABLES = AvroCodec.of(Unreadable.class);

  private final @Nullable String event;
  private final byte @Nullable [] value;

  private Converted(@Nullable String event, byte @Nullable [] value) {
    this.event = event;
    this.value = value;
  }

  static Converted of(Struct envelope) {
    return of(Map.of(), envelope);
  }

  static Converted of(Map<String, String> mapping, Struct envelope) {
    return of(mapping, Topics.MODELS, envelope.schema(), envelope);
  }

  static Converted of(
      Map<String, String> mapping, String topic, @Nullable Schema schema, @Nullable Object value) {
    ModelBroadcastConverter converter = new ModelBroadcastConverter();
    converter.configure(mapping, false);
    RecordHeaders headers = new RecordHeaders();
    byte[] bytes = converter.fromConnectData(topic, headers, schema, value);
    Header event = headers.lastHeader(Event.HEADER);
    return new Converted(event == null ? null : new String(event.value(), UTF_8), bytes);
  }

  static String key(Struct key) {
    return key(Map.of(), key);
  }

  static String key(Map<String, String> mapping, Struct key) {
    ModelKeyConverter converter = new ModelKeyConverter();
    converter.configure(mapping, true);
    byte[] bytes = converter.fromConnectData(Topics.MODELS, key.schema(), key);
    return new String(bytes, UTF_8);
  }

  @Nullable String event() {
    return event;
  }

  byte @Nullable [] value() {
    return value;
  }

  ModelBroadcast broadcast() {
    try {
      return BROADCASTS.decode(value);
    } catch (UndecodableException e) {
      throw new AssertionError(event + ": " + cause(), e);
    }
  }

  Unreadable unreadable() {
    try {
      return UNREADABLES.decode(value);
    } catch (UndecodableException e) {
      throw new AssertionError(event, e);
    }
  }

  String raw() {
    return UTF_8.decode(unreadable().getRaw()).toString();
  }

  private String cause() {
    return unreadable().getCause();
  }
}
