package io.fanfare.cli.audit;

import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.events.EventKind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An event of the log, as far as it is counted.
 *
 * @param id in its partition: the same id in another one is another event
 * @param actorId 0 for somebody who is not signed in
 * @param occurredAt µs since the epoch
 * @param appendedAt by the log's clock, µs since the epoch
 * @param country empty if it is not known
 * @param source empty if it is not known
 */
record CountedEvent(
    EventKind kind,
    String id,
    long trackId,
    long actorId,
    long occurredAt,
    long appendedAt,
    String country,
    String source) {

  static CountedEvent of(EventKind kind, int partition, long appendedAt, DomainEvent event) {
    Long actor = event.getActorId();
    return new CountedEvent(
        kind,
        kind + " " + partition + " " + event.getId(),
        event.getTrackId(),
        actor == null ? 0 : actor,
        event.getOccurredAt(),
        appendedAt,
        orEmpty(event.getCountry()),
        orEmpty(event.getSource()));
  }

  static CountedEvent read(DataInput in) throws IOException {
    return new CountedEvent(
        EventKind.values()[in.readByte()],
        in.readUTF(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readUTF(),
        in.readUTF());
  }

  void write(DataOutput out) throws IOException {
    out.writeByte(kind.ordinal());
    out.writeUTF(id);
    out.writeLong(trackId);
    out.writeLong(actorId);
    out.writeLong(occurredAt);
    out.writeLong(appendedAt);
    out.writeUTF(country);
    out.writeUTF(source);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
