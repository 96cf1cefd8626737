package io.fanfare.ops.audit.stats;

import io.fanfare.ops.OperationException;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.events.EventKind;
import io.fanfare.schemas.stats.Counts;
import io.fanfare.schemas.stats.Granularity;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Cells of tracks in files: one file for each granularity, sorted by track, kind and bucket, and
 * one file with the positions of each track's cells. Nothing of them is in memory.
 */
final class CountedCells implements AutoCloseable {

  private static final int KINDS = EventKind.values().length;
  private static final int GRANULARITIES = Granularity.values().length;

  /** The id of a track, and where its cells of each kind and granularity begin. */
  private static final int LONGS_OF_TRACK = 1 + KINDS * GRANULARITIES;

  /** Small, because the cells of many tracks are read at the same time. */
  private static final int BUFFER = 2_048;

  private final AvroCodec<Counts> codec = AvroCodec.of(Counts.class);
  private final List<SpillFile> files = new ArrayList<>();
  private final SpillFile tracks;
  private long numberOfTracks;

  /**
   * A cell.
   *
   * @param bucket when its bucket begins, in s since the epoch
   */
  record Cell(long bucket, Counts counts) {}

  CountedCells() throws IOException {
    tracks = new SpillFile();
    for (int granularity = 0; granularity < GRANULARITIES; granularity++) {
      files.add(new SpillFile());
    }
  }

  /** The cells of two counts, added up. */
  static CountedCells sum(CountedCells first, CountedCells second) throws IOException {
    CountedCells sum = new CountedCells();
    long ofFirst = 0;
    long ofSecond = 0;
    while (ofFirst < first.size() || ofSecond < second.size()) {
      boolean isInFirst =
          ofFirst < first.size()
              && (ofSecond == second.size() || first.id(ofFirst) <= second.id(ofSecond));
      long id = isInFirst ? first.id(ofFirst) : second.id(ofSecond);
      sum.append(id, first, second);
      ofSecond += ofSecond < second.size() && second.id(ofSecond) == id ? 1 : 0;
      ofFirst += isInFirst ? 1 : 0;
    }
    sum.finish();
    return sum;
  }

  private void append(long trackId, CountedCells first, CountedCells second) throws IOException {
    Track track = begin(trackId);
    for (EventKind kind : EventKind.values()) {
      track.begin(kind);
      for (Granularity granularity : Granularity.values()) {
        SummedCells cells =
            new SummedCells(
                List.of(
                    first.cells(trackId, kind, granularity),
                    second.cells(trackId, kind, granularity)));
        while (cells.hasNext()) {
          Cell cell = cells.next();
          track.append(granularity, cell.bucket(), cell.counts());
        }
      }
    }
    track.finish();
  }

  /** How many tracks there are, once the writing has ended. */
  private long size() {
    // The last line stands for no track.
    return numberOfTracks - 1;
  }

  private long id(long line) throws IOException {
    return number(line, 0);
  }

  /** Begins the next track: its id is larger than those before. */
  Track begin(long trackId) {
    return new Track(trackId);
  }

  /** Ends the writing: nothing can be appended any more. */
  void finish() throws IOException {
    // Holds the end of the last track's cells.
    begin(Long.MAX_VALUE).finish();
    for (SpillFile file : files) {
      file.finish();
    }
    tracks.finish();
  }

  /** Writes the cells of a track. */
  final class Track {

    private final ByteBuffer line = ByteBuffer.allocate(LONGS_OF_TRACK * Long.BYTES);
    private int kinds;

    private Track(long id) {
      line.putLong(id);
    }

    /** Begins the next kind. Kinds in between have no cells. */
    void begin(EventKind kind) {
      for (; kinds <= kind.ordinal(); kinds++) {
        files.forEach(file -> line.putLong(file.length()));
      }
    }

    /** Appends a cell, whose bucket is later than those before of its granularity. */
    void append(Granularity granularity, long bucket, Counts counts) throws IOException {
      byte[] bytes = codec.encode(counts);
      ByteBuffer cell = ByteBuffer.allocate(Long.BYTES + Integer.BYTES + bytes.length);
      files
          .get(granularity.ordinal())
          .append(cell.putLong(bucket).putInt(bytes.length).put(bytes).array());
    }

    void finish() throws IOException {
      begin(EventKind.values()[KINDS - 1]);
      tracks.append(line.array());
      numberOfTracks++;
    }
  }

  boolean has(long trackId) {
    try {
      return place(trackId) >= 0;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** The cells of a track; none if it has no valid events. */
  Iterator<Cell> cells(long trackId, EventKind kind, Granularity granularity) {
    try {
      long place = place(trackId);
      if (place < 0) {
        return List.<Cell>of().iterator();
      }
      int column = 1 + kind.ordinal() * GRANULARITIES + granularity.ordinal();
      long next = column + GRANULARITIES;
      long end =
          next < LONGS_OF_TRACK
              ? number(place, next)
              : number(place + 1, 1L + granularity.ordinal());
      return new Cells(files.get(granularity.ordinal()).read(number(place, column), end, BUFFER));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** The line of a track; negative if it has none. */
  private long place(long trackId) throws IOException {
    long first = 0;
    long behind = size();
    while (first < behind) {
      long middle = (first + behind) / 2;
      long id = id(middle);
      if (id == trackId) {
        return middle;
      }
      if (id < trackId) {
        first = middle + 1;
      } else {
        behind = middle;
      }
    }
    return -1;
  }

  private long number(long line, long column) throws IOException {
    return tracks.number((line * LONGS_OF_TRACK + column) * Long.BYTES);
  }

  private static OperationException unreadable(Exception cause) {
    return new OperationException(
        "The counted events cannot be read from temporary files: " + cause.getMessage(), cause);
  }

  /** Reads cells one at a time. */
  private final class Cells implements Iterator<Cell> {

    private final DataInputStream in;

    Cells(DataInputStream in) {
      this.in = in;
    }

    @Override
    public boolean hasNext() {
      try {
        return in.available() > 0;
      } catch (IOException e) {
        throw unreadable(e);
      }
    }

    @Override
    public Cell next() {
      if (!hasNext()) {
        throw new NoSuchElementException("there are no more cells");
      }
      try {
        long bucket = in.readLong();
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new Cell(bucket, codec.decode(bytes));
      } catch (IOException | UndecodableException e) {
        throw unreadable(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    tracks.close();
    for (SpillFile file : files) {
      file.close();
    }
  }
}
