package io.fanfare.schemas.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.ReleasedSchemas;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;

class CompletionEventTest {

  private static final Activity TRACK = new Activity(ActivityKind.TRACK, 2L, 3L, 4L);
  private static final Activity REPOST = new Activity(ActivityKind.TRACK_REPOST, 2L, 3L, 4L);

  @Test
  void thereIsOneForEachRecipient() {
    DashboardUpdate update = update(UpdateOperation.ADDED, TRACK);
    assertThat(CompletionEvent.of(update))
        .containsExactly(new CompletionEvent(update, 1), new CompletionEvent(update, 7));
  }

  @Test
  void hasOneIdForRepetitionsAndDifferentIdsOtherwise() {
    CompletionEvent event = new CompletionEvent(update(UpdateOperation.ADDED, TRACK), 1);
    // Agents remember ids for long: how they are made must not change.
    assertThat(event.id()).isEqualTo("239932b2-6d0a-355b-bb3b-60b53626d696");
    assertThat(new CompletionEvent(event.update(), 7).id()).isNotEqualTo(event.id());
    assertThat(new CompletionEvent(update(UpdateOperation.REMOVED, TRACK), 1).id())
        .isNotEqualTo(event.id());
    assertThat(new CompletionEvent(update(UpdateOperation.ADDED, REPOST), 1).id())
        .isNotEqualTo(event.id());
  }

  /** Records of the first release had one recipient. */
  @Test
  void aRecordOfAFormerReleaseHasItsOnlyRecipient() throws Exception {
    Schema former =
        ReleasedSchemas.of(DashboardUpdate.getClassSchema(), getClass().getClassLoader()).get(0);
    GenericRecord record = new GenericData.Record(former);
    DashboardUpdate update = update(UpdateOperation.ADDED, TRACK);
    for (Schema.Field field : former.getFields()) {
      if (DashboardUpdate.getClassSchema().getField(field.name()) != null) {
        record.put(field.name(), update.get(field.name()));
      }
    }
    record.put("id", "239932b2-6d0a-355b-bb3b-60b53626d696");
    record.put("recipient_id", 1L);
    ByteBuffer bytes =
        new BinaryMessageEncoder<GenericRecord>(SpecificData.get(), former).encode(record);

    DashboardUpdate read = AvroCodec.of(DashboardUpdate.class).decode(bytes.array());
    assertThat(CompletionEvent.of(read)).containsExactly(new CompletionEvent(read, 1));
    assertThat(new CompletionEvent(read, 1).id()).isEqualTo("239932b2-6d0a-355b-bb3b-60b53626d696");
  }

  private static DashboardUpdate update(UpdateOperation operation, Activity activity) {
    return new DashboardUpdate(
        operation,
        9L,
        Cause.LIVE,
        activity,
        new Annotations(Reason.FOLLOWED_PUBLISHED),
        true,
        List.of(1L, 7L),
        null,
        0L,
        false);
  }
}
