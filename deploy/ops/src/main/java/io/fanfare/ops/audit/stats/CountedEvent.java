package io.fanfare.ops.audit.stats;

import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.events.EventKind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * An event of the log, with the fields that are counted.
 *
 * @param actorId null for a listener who is not signed in
 * @param occurredAt in µs since the epoch
 * @param country empty if it is not known
 * @param source empty if it is not known
 */
record CountedEvent(
    EventKind kind,
    String id,
    Place place,
    long trackId,
    @Nullable Long actorId,
    long occurredAt,
    String country,
    String source) {

  /** Events with the same id together, in the order of the log. */
  static final Comparator<CountedEvent> BY_ID =
      Comparator.comparing(CountedEvent::kind)
          .thenComparing(CountedEvent::id)
          .thenComparing(CountedEvent::place);

  /** Events of the same track together, in the order of their times. */
  static final Comparator<CountedEvent> BY_TRACK =
      Comparator.comparingLong(CountedEvent::trackId)
          .thenComparing(CountedEvent::kind)
          .thenComparingLong(CountedEvent::occurredAt)
          .thenComparing(CountedEvent::place);

  /**
   * The position of an event in the log of its kind.
   *
   * @param arrivedAt by the earlier one of the clocks by which the event is in time, in µs since
   *     the epoch
   */
  record Place(long arrivedAt, int partition, long offset) implements Comparable<Place> {

    /** Offsets, as the job reads them: after a change of leader, clocks may run backwards. */
    private static final Comparator<Place> ORDER =
        Comparator.comparingInt(Place::partition).thenComparingLong(Place::offset);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  static CountedEvent of(EventKind kind, Place place, DomainEvent event) {
    return new CountedEvent(
        kind,
        event.getId(),
        place,
        event.getTrackId(),
        event.getActorId(),
        event.getOccurredAt(),
        orEmpty(event.getCountry()),
        orEmpty(event.getSource()));
  }

  static CountedEvent read(DataInput in) throws IOException {
    return new CountedEvent(
        EventKind.values()[in.readByte()],
        in.readUTF(),
        new Place(in.readLong(), in.readInt(), in.readLong()),
        in.readLong(),
        in.readBoolean() ? (Long) in.readLong() : null,
        in.readLong(),
        in.readUTF(),
        in.readUTF());
  }

  void write(DataOutput out) throws IOException {
    out.writeByte(kind.ordinal());
    out.writeUTF(id);
    out.writeLong(place.arrivedAt());
    out.writeInt(place.partition());
    out.writeLong(place.offset());
    out.writeLong(trackId);
    out.writeBoolean(actorId != null);
    if (actorId != null) {
      out.writeLong(actorId);
    }
    out.writeLong(occurredAt);
    out.writeUTF(country);
    out.writeUTF(source);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
