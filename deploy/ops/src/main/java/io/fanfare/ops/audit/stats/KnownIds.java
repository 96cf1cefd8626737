package io.fanfare.ops.audit.stats;

import io.fanfare.schemas.events.EventKind;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Ids of events that count, sorted, in a file, with a second file of where each begins. Finding one
 * reads as many of them as their number has binary digits.
 */
final class KnownIds implements AutoCloseable {

  private final SpillFile ids;
  private final SpillFile places;
  private long size;

  /**
   * An id.
   *
   * @param occurredAt when its newest event happened that counts, µs since the epoch
   */
  record Known(EventKind kind, String id, long occurredAt) implements Comparable<Known> {

    private static final Comparator<Known> ORDER =
        Comparator.comparing(Known::kind).thenComparing(Known::id);

    @Override
    public int compareTo(Known other) {
      return ORDER.compare(this, other);
    }
  }

  KnownIds() throws IOException {
    ids = new SpillFile();
    places = new SpillFile();
  }

  /** Ids of two files. Of an id in both, the newer file's event counted later. */
  static KnownIds merged(KnownIds older, KnownIds newer) throws IOException {
    KnownIds merged = new KnownIds();
    long ofOlder = 0;
    long ofNewer = 0;
    while (ofOlder < older.size || ofNewer < newer.size) {
      Known left = ofOlder < older.size ? older.at(ofOlder) : null;
      Known right = ofNewer < newer.size ? newer.at(ofNewer) : null;
      if (left != null && (right == null || left.compareTo(right) < 0)) {
        merged.append(left);
        ofOlder++;
      } else if (right != null) {
        merged.append(right);
        ofNewer++;
        ofOlder += left != null && left.compareTo(right) == 0 ? 1 : 0;
      }
    }
    merged.finish();
    return merged;
  }

  /** Appends an id that is larger than those before. */
  void append(Known known) throws IOException {
    places.append(ByteBuffer.allocate(Long.BYTES).putLong(ids.length()).array());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(known.kind().ordinal());
    out.writeUTF(known.id());
    out.writeLong(known.occurredAt());
    ids.append(bytes.toByteArray());
    size++;
  }

  /** Ends the writing: nothing can be appended any more. */
  void finish() throws IOException {
    ids.finish();
    places.finish();
  }

  long size() {
    return size;
  }

  /** When the newest event with an id happened that counts; null if none counts. */
  @Nullable Long occurredAt(EventKind kind, String id) throws IOException {
    Known wanted = new Known(kind, id, 0);
    long first = 0;
    long behind = size;
    while (first < behind) {
      long middle = (first + behind) / 2;
      Known known = at(middle);
      int order = known.compareTo(wanted);
      if (order == 0) {
        return known.occurredAt();
      }
      if (order < 0) {
        first = middle + 1;
      } else {
        behind = middle;
      }
    }
    return null;
  }

  private Known at(long index) throws IOException {
    long from = places.number(index * Long.BYTES);
    long to = index + 1 < size ? places.number((index + 1) * Long.BYTES) : ids.length();
    try (DataInputStream in = ids.read(from, to, Math.toIntExact(to - from))) {
      return new Known(EventKind.values()[in.readByte()], in.readUTF(), in.readLong());
    }
  }

  @Override
  public void close() throws IOException {
    ids.close();
    places.close();
  }
}
