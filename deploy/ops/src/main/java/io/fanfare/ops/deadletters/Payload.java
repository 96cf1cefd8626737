package io.fanfare.ops.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.closeness.StrayInteraction;
import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.models.Event;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.StrayEntry;
import io.fanfare.schemas.models.Unreadable;
import io.fanfare.schemas.progress.Marker;
import io.fanfare.schemas.stats.TrackPlays;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The value of a record that could not be processed, as readable as it is. */
final class Payload {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Payload() {}

  /** The value by the contract of its topic; null if it is none. */
  static @Nullable JsonNode decoded(LogRecord record) {
    Class<? extends SpecificRecord> contract = contract(record);
    ByteBuffer value = record.getValue();
    if (contract == null || value == null) {
      return null;
    }
    byte[] bytes = new byte[value.remaining()];
    value.duplicate().get(bytes);
    try {
      return JSON.readTree(AvroCodec.of(contract).decode(bytes).toString());
    } catch (UndecodableException | JsonProcessingException e) {
      return null;
    }
  }

  /** The value for people: by its contract, otherwise as text or hexadecimal digits. */
  static List<String> lines(LogRecord record) {
    JsonNode decoded = decoded(record);
    if (decoded != null) {
      return decoded.toPrettyString().lines().map(Printable::text).toList();
    }
    ByteBuffer value = record.getValue();
    if (value == null) {
      return List.of("no value");
    }
    byte[] bytes = new byte[value.remaining()];
    value.duplicate().get(bytes);
    return Printable.dump(bytes);
  }

  private static @Nullable Class<? extends SpecificRecord> contract(LogRecord record) {
    return switch (record.getTopic()) {
      case Topics.MODELS -> ofModels(record.getEvent() == null ? "" : record.getEvent());
      case Topics.DASHBOARD_INTERACTIVE, Topics.DASHBOARD_BATCH -> FanOutChunk.class;
      case Topics.EVENTS_PLAYS, Topics.EVENTS_DOWNLOADS -> DomainEvent.class;
      case Topics.STATS_PLAYS -> TrackPlays.class;
      default -> null;
    };
  }

  private static Class<? extends SpecificRecord> ofModels(String event) {
    if (Event.isMarker(event)) {
      return Marker.class;
    }
    if (Event.isStray(event)) {
      return StrayEntry.class;
    }
    if (Event.isStrayInteraction(event)) {
      return StrayInteraction.class;
    }
    return Event.isUnreadable(event) ? Unreadable.class : ModelBroadcast.class;
  }
}
