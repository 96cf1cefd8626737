package io.fanfare.schemas.avro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.dashboard.Cause;
import io.fanfare.schemas.dashboard.EntryOperation;
import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.deadletters.DeadLetter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class AvroCodecTest {

  private static final AvroCodec<FanOutChunk> CODEC = AvroCodec.of(FanOutChunk.class);
  private static final FanOutChunk CHUNK =
      new FanOutChunk(
          EntryOperation.DELIVER,
          Long.MAX_VALUE,
          Cause.LIVE,
          List.of(new Activity(ActivityKind.TRACK_REPOST, -1L, Long.MIN_VALUE, 0L)),
          List.of(1L, Long.MAX_VALUE),
          null,
          0L);

  @Test
  void readsWhatItWrote() throws UndecodableException {
    assertThat(CODEC.decode(CODEC.encode(CHUNK))).isEqualTo(CHUNK);
  }

  @Test
  void startsWithTheMarkerOfSingleObjectEncoding() {
    assertThat(CODEC.encode(CHUNK)).startsWith(0xC3, 0x01);
  }

  @Test
  void rejectsForeignBytesWithAReason() {
    byte[] whole = CODEC.encode(CHUNK);
    List<byte[]> wrong =
        List.of(
            new byte[0],
            "garbage that is long enough for a header".getBytes(UTF_8),
            Arrays.copyOf(whole, whole.length - 3),
            Arrays.copyOf(whole, whole.length + 1),
            Arrays.copyOf(whole, 10));
    for (byte[] bytes : wrong) {
      assertThatThrownBy(() -> CODEC.decode(bytes))
          .isInstanceOfSatisfying(
              UndecodableException.class,
              e -> assertThat(e.reason()).startsWith("The value is not a readable FanOutChunk"));
    }
    assertThatThrownBy(() -> CODEC.decode(Arrays.copyOf(whole, whole.length - 1)))
        .hasMessage("The value is not a readable FanOutChunk: it ends too early.");
    assertThatThrownBy(() -> CODEC.decode(null)).isInstanceOf(UndecodableException.class);
  }

  /** Avro allocates what a length claims, and so much memory would end the process. */
  @Test
  void rejectsALengthThatTheRecordDoesNotHave() {
    assertClaimIsRejected(
        FanOutChunk.class,
        out -> {
          out.writeEnum(0);
          out.writeLong(1);
          out.writeEnum(0);
        });
    assertClaimIsRejected(DeadLetter.class, out -> {});
    assertClaimIsRejected(
        DeadLetter.class,
        out -> {
          out.writeString("job");
          out.writeString("cause");
          out.writeString("topic");
          out.writeInt(0);
          out.writeLong(0);
          out.writeLong(0);
          out.writeIndex(1);
        });
  }

  private interface Beginning {
    void write(BinaryEncoder out) throws IOException;
  }

  /** Of the list, the text or the bytes that follow this beginning of a record. */
  private static <T extends SpecificRecord> void assertClaimIsRejected(
      Class<T> contract, Beginning beginning) {
    long fingerprint =
        SchemaNormalization.parsingFingerprint64(SpecificData.get().getSchema(contract));
    for (long claim : new long[] {Integer.MAX_VALUE - 8, 1}) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.writeBytes(new byte[] {(byte) 0xC3, 0x01});
      bytes.writeBytes(
          ByteBuffer.allocate(Long.BYTES)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putLong(fingerprint)
              .array());
      assertThatThrownBy(
              () -> {
                BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
                beginning.write(out);
                out.writeLong(claim);
                AvroCodec.of(contract).decode(bytes.toByteArray());
              })
          .isInstanceOf(UndecodableException.class)
          .hasMessageContaining("it has 0 bytes where it claims " + claim);
    }
  }
}
