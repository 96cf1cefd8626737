package io.fanfare.jobs.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.schemas.Topics;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.models.Event;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.ModelKey;
import io.fanfare.schemas.progress.Marker;
import java.nio.ByteBuffer;
import org.apache.avro.specific.SpecificRecord;

/** Makes the records that the capture appends to `models`. */
public final class ModelsLog {

  private static final AvroCodec<ModelBroadcast> CODEC = AvroCodec.of(ModelBroadcast.class);
  private static final AvroCodec<Marker> MARKERS = AvroCodec.of(Marker.class);

  private static final byte[] FOREIGN = "foreign".getBytes(UTF_8);

  private long offset;

  /**
   * @param appendTime µs since the epoch
   */
  public LogRecord append(ModelBroadcast change, long appendTime) {
    SpecificRecord row =
        (SpecificRecord) (change.getAfter() != null ? change.getAfter() : change.getBefore());
    String event = new String(Event.of(change.getOperation(), Model.ofRow(row)), UTF_8);
    return append(ModelKey.of(row), CODEC.encode(change), event, appendTime);
  }

  public LogRecord marker(String id, long appendTime) {
    String event = new String(Event.marker(), UTF_8);
    return append(ModelKey.ofMarker(), MARKERS.encode(new Marker(id)), event, appendTime);
  }

  /** Appends a record of nothing, under a key of nothing. */
  public LogRecord append(byte[] value, String event, long appendTime) {
    return append(FOREIGN, value, event, appendTime);
  }

  public LogRecord append(byte[] key, byte[] value, String event, long appendTime) {
    return new LogRecord(
        Topics.MODELS,
        0,
        offset++,
        appendTime,
        ByteBuffer.wrap(key),
        ByteBuffer.wrap(value),
        event);
  }
}
