package io.fanfare.schemas.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.dashboard.Cause;
import io.fanfare.schemas.dashboard.EntryOperation;
import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.dashboard.LaneMarker;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.deadletters.LogRecord;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.avro.specific.SpecificRecord;

/**
 * Whatever the bytes are, they are a record or are rejected; never an error, never a huge array.
 */
class AvroCodecProperties {

  private static final int HEADER = 10;

  private static final AvroCodec<FanOutChunk> CHUNKS = AvroCodec.of(FanOutChunk.class);
  private static final AvroCodec<DeadLetter> LETTERS = AvroCodec.of(DeadLetter.class);
  private static final FanOutChunk CHUNK =
      new FanOutChunk(
          EntryOperation.DELIVER,
          7L,
          Cause.LIVE,
          List.of(new Activity(ActivityKind.TRACK_REPOST, -1L, Long.MIN_VALUE, 0L)),
          List.of(1L, Long.MAX_VALUE),
          new LaneMarker("id", 3, "part", 5),
          0L);
  private static final DeadLetter LETTER =
      new DeadLetter(
          "job",
          "cause",
          new LogRecord("t", 1, 2L, 3L, ByteBuffer.wrap(new byte[] {1}), null, "create.Track"),
          9L);

  @Property(tries = 2_000)
  void readsOrRejectsEveryChangedRecord(
      @ForAll int at, @ForAll byte by, @ForAll int until, @ForAll @Size(max = 12) byte[] inserted) {
    assertReadOrRejected(CHUNKS, CHUNK, at, by, until, inserted);
    assertReadOrRejected(LETTERS, LETTER, at, by, until, inserted);
  }

  private static <T extends SpecificRecord> void assertReadOrRejected(
      AvroCodec<T> codec, T record, int at, byte by, int until, byte[] inserted) {
    byte[] whole = codec.encode(record);
    int place = HEADER + Math.floorMod(at, whole.length - HEADER);
    byte[] other =
        ByteBuffer.allocate(whole.length + inserted.length)
            .put(whole, 0, place)
            .put(inserted)
            .put(whole, place, whole.length - place)
            .array();
    other[place] ^= by;
    byte[] cut = Arrays.copyOf(other, other.length - Math.floorMod(until, 4) / 3);
    try {
      // What was read can be written again.
      assertThat(codec.decode(codec.encode(codec.decode(cut)))).isNotNull();
    } catch (UndecodableException e) {
      assertThat(e.reason()).startsWith("The value is not a readable ");
    }
  }
}
