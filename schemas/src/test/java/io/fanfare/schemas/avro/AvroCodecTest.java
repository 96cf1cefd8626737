package io.fanfare.schemas.avro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.dashboard.Cause;
import io.fanfare.schemas.dashboard.EntryOperation;
import io.fanfare.schemas.dashboard.FanOutChunk;
import java.util.Arrays;
import java.util.List;
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
          null);

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
            Arrays.copyOf(whole, 10));
    for (byte[] bytes : wrong) {
      assertThatThrownBy(() -> CODEC.decode(bytes))
          .isInstanceOfSatisfying(
              UndecodableException.class,
              e -> assertThat(e.reason()).startsWith("The value is not a readable FanOutChunk"));
    }
    assertThatThrownBy(() -> CODEC.decode(null)).isInstanceOf(UndecodableException.class);
  }
}
