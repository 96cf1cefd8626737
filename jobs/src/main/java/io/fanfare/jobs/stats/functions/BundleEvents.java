package io.fanfare.jobs.stats.functions;

import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.stats.Buckets;
import io.fanfare.schemas.stats.Bundle;
import io.fanfare.schemas.stats.CountsSum;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.LoggedEvent;
import io.fanfare.schemas.stats.StatKind;
import io.fanfare.schemas.stats.SubjectChange;
import io.fanfare.schemas.stats.SubjectKind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Gathers events for a while and counts those of one track and minute together. Holds nothing when
 * a checkpoint is made: all it has goes out before the barrier.
 */
public final class BundleEvents extends AbstractStreamOperator<SubjectChange>
    implements OneInputStreamOperator<LoggedEvent, SubjectChange> {

  private static final long serialVersionUID = 1L;

  /** What is gathered is in memory. */
  private static final int MOST_EVENTS = 20_000;

  private final long millis;

  private transient Map<Key, CountsSum> gathered;
  private transient int events;

  private record Key(StatKind kind, long trackId, long minute) {}

  /**
   * @param gatherFor how long an event waits for others at most
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
  public BundleEvents(Duration gatherFor) {
    this.millis = gatherFor.toMillis();
  }

  @Override
  public void open() throws Exception {
    super.open();
    gathered = new LinkedHashMap<>();
    var unused =
        getProcessingTimeService().scheduleWithFixedDelay(time -> sendOn(), millis, millis);
  }

  @Override
  public void processElement(StreamRecord<LoggedEvent> record) {
    LoggedEvent logged = record.getValue();
    DomainEvent event = logged.getEvent();
    long seconds = Math.floorDiv(event.getOccurredAt(), TimeUnit.SECONDS.toMicros(1));
    Key key =
        new Key(logged.getKind(), event.getTrackId(), Buckets.of(Granularity.MINUTE, seconds));
    gathered.computeIfAbsent(key, absent -> new CountsSum()).add(event);
    if (++events >= MOST_EVENTS) {
      sendOn();
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    sendOn();
  }

  @Override
  public void finish() {
    sendOn();
  }

  private void sendOn() {
    gathered.forEach(
        (key, sum) ->
            output.collect(
                new StreamRecord<>(
                    new SubjectChange(
                        SubjectKind.TRACK,
                        key.trackId(),
                        new Bundle(key.kind(), key.minute(), sum.get())))));
    gathered.clear();
    events = 0;
  }
}
