package io.fanfare.jobs.stats.functions;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.stats.Buckets;
import io.fanfare.schemas.stats.Bundle;
import io.fanfare.schemas.stats.CountsSum;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.LoggedEvent;
import io.fanfare.schemas.stats.MinuteCounts;
import io.fanfare.schemas.stats.StatKind;
import io.fanfare.schemas.stats.SubjectChange;
import io.fanfare.schemas.stats.SubjectKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Gathers events for a while and counts those of one track together. Where all are late, as those
 * of a log that is read again, the while is longer: the more of them come together, the less there
 * is to do for each. Holds nothing when a checkpoint is made: all it has goes out before the
 * barrier.
 */
public final class BundleEvents extends AbstractStreamOperator<SubjectChange>
    implements OneInputStreamOperator<LoggedEvent, SubjectChange> {

  private static final long serialVersionUID = 1L;

  /** What is gathered is in memory. */
  private static final int MOST_EVENTS = 20_000;

  private static final long MOST_MILLIS = 10_000;

  /** Events may wait this part of how late they are already. */
  private static final int PART_OF_LATENESS = 4;

  private final long millis;

  private transient Map<Key, SortedMap<Long, CountsSum>> gathered;
  private transient int events;
  private transient long gatheredSince;
  private transient long newest;

  private record Key(StatKind kind, long trackId) {}

  /**
   * @param gatherFor how long an event that is not late waits for others at most
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
        getProcessingTimeService().scheduleWithFixedDelay(due -> sendDue(), millis, millis);
  }

  @Override
  public void processElement(StreamRecord<LoggedEvent> record) {
    LoggedEvent logged = record.getValue();
    DomainEvent event = logged.getEvent();
    long seconds = Micros.toSeconds(event.getOccurredAt());
    if (events == 0) {
      gatheredSince = getProcessingTimeService().getCurrentProcessingTime();
      newest = logged.getAppendedAt();
    }
    newest = Math.max(newest, logged.getAppendedAt());
    gathered
        .computeIfAbsent(new Key(logged.getKind(), event.getTrackId()), absent -> new TreeMap<>())
        .computeIfAbsent(Buckets.of(Granularity.MINUTE, seconds), absent -> new CountsSum())
        .add(event);
    if (++events >= MOST_EVENTS) {
      sendOn();
    }
  }

  private void sendDue() {
    // A timer is told when it was due, which falls behind with each time that it had to wait.
    long now = getProcessingTimeService().getCurrentProcessingTime();
    long late = now - TimeUnit.MICROSECONDS.toMillis(newest);
    if (now - gatheredSince >= Math.min(late / PART_OF_LATENESS, MOST_MILLIS)) {
      sendOn();
    }
  }

  /** What comes behind the last watermark, nobody may be there to say any more. */
  @Override
  public void processWatermark(Watermark mark) throws Exception {
    sendOn();
    super.processWatermark(mark);
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
        (key, minutes) ->
            output.collect(
                new StreamRecord<>(
                    new SubjectChange(
                        SubjectKind.TRACK, key.trackId(), bundle(key.kind(), minutes)))));
    gathered.clear();
    events = 0;
  }

  private static Bundle bundle(StatKind kind, SortedMap<Long, CountsSum> minutes) {
    List<MinuteCounts> counts = new ArrayList<>(minutes.size());
    minutes.forEach((minute, sum) -> counts.add(new MinuteCounts(minute, sum.get())));
    return new Bundle(kind, counts);
  }
}
