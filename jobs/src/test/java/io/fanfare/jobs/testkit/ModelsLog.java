package io.fanfare.jobs.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.schemas.Topics;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.models.Event;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.progress.Marker;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.avro.specific.SpecificRecord;

/** Makes the records that the capture appends to `models`. */
public final class ModelsLog {

  private static final AvroCodec<ModelBroadcast> CODEC = AvroCodec.of(ModelBroadcast.class);
  private static final AvroCodec<Marker> MARKERS = AvroCodec.of(Marker.class);

  private long offset;

  /**
   * @param appendTime µs since the epoch
   */
  public LogRecord append(ModelBroadcast change, long appendTime) {
    SpecificRecord row =
        (SpecificRecord) (change.getAfter() != null ? change.getAfter() : change.getBefore());
    Model model =
        Arrays.stream(Model.values())
            .filter(candidate -> candidate.schema().equals(row.getSchema()))
            .findFirst()
            .orElseThrow();
    String event = new String(Event.of(change.getOperation(), model), UTF_8);
    return append(CODEC.encode(change), event, appendTime);
  }

  public LogRecord marker(String id, long appendTime) {
    return append(MARKERS.encode(new Marker(id)), new String(Event.marker(), UTF_8), appendTime);
  }

  public LogRecord append(byte[] value, String event, long appendTime) {
    return new LogRecord(
        Topics.MODELS, 0, offset++, appendTime, null, ByteBuffer.wrap(value), event);
  }
}
