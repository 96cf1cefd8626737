package io.fanfare.schemas.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.Operation;
import io.fanfare.schemas.models.SourcePosition;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CatchUpTest {

  private static final AvroCodec<ModelBroadcast> CODEC = AvroCodec.of(ModelBroadcast.class);
  private static final long COMMITTED = 1_700_000_000_000L;

  private long nanoTime = 17;
  private final CatchUp catchUp = new CatchUp(() -> nanoTime);

  @Test
  void isNotGoingOnWhileChangesComeInTime() {
    assertThat(catchUp.isGoingOn()).isFalse();
    catchUp.read(change(false, false), COMMITTED + 3_000);
    assertThat(catchUp.isGoingOn()).isFalse();
  }

  @Test
  void isGoingOnUntilThreeSecondsAfterTheLastLateChange() {
    catchUp.read(change(false, false), COMMITTED + 3_001);
    nanoTime += Duration.ofSeconds(3).toNanos();
    catchUp.read(change(false, false), COMMITTED);
    assertThat(catchUp.isGoingOn()).isTrue();
    nanoTime++;
    assertThat(catchUp.isGoingOn()).isFalse();
  }

  @Test
  void rowsThatAreAppendedWithoutAChangeAreNotLate() {
    catchUp.read(change(true, false), COMMITTED + 60_000);
    catchUp.read(change(false, true), COMMITTED + 60_000);
    catchUp.read(
        CODEC.encode(ModelBroadcast.newBuilder().setOperation(Operation.SAVE).build()), COMMITTED);
    assertThat(catchUp.isGoingOn()).isFalse();
  }

  /** A refresh may come between any changes of a capture that catches up. */
  @Test
  void whatTellsNothingHidesNoLateChange() {
    catchUp.read(change(false, true), COMMITTED);
    catchUp.read(change(false, false), COMMITTED + 3_001);
    assertThat(catchUp.isGoingOn()).isTrue();
  }

  @Test
  void whatCannotBeReadIsNotLate() {
    catchUp.read(null, COMMITTED);
    catchUp.read(new byte[] {1}, COMMITTED);
    assertThat(catchUp.isGoingOn()).isFalse();
  }

  private static byte[] change(boolean snapshot, boolean refresh) {
    return CODEC.encode(
        ModelBroadcast.newBuilder()
            .setOperation(Operation.SAVE)
            .setSource(new SourcePosition("binlog.1", 4L, 0, null, COMMITTED * 1_000))
            .setSnapshot(snapshot)
            .setRefresh(refresh)
            .build());
  }
}
