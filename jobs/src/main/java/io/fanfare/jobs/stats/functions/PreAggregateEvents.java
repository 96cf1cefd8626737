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
 * Pre-aggregates events: counts those of one track for a while and emits them as one bundle. When
 * all events are late, as in a replay, it waits longer, because larger bundles cost less per event.
 * Flushes before every checkpoint barrier, so it needs no state.
 */
public final class PreAggregateEvents extends AbstractStreamOperator<SubjectChange>
    implements OneInputStreamOperator<LoggedEvent, SubjectChange> {

  private static final long serialVersionUID = 1L;

  /** Bounds the memory: flushes at this many events. */
  private static final int MOST_EVENTS = 20_000;

  /**
   * Late events wait this many times as long as others at most, also if the log's clock is wrong.
   */
  private static final int MOST_TIMES = 20;

  /** Late events wait for their lateness divided by this. */
  private static final int PART_OF_LATENESS = 4;

  private final long millis;

  private transient Map<Key, SortedMap<Long, CountsSum>> gathered;
  private transient int events;
  private transient long gatheredSince;
  private transient long newest;

  private record Key(StatKind kind, long trackId) {}

  /**
   * @param gatherFor the longest that an event waits that is not late; late events wait 20 times as
   *     long at most
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
  public PreAggregateEvents(Duration gatherFor) {
    this.millis = gatherFor.toMillis();
  }

  @Override
  public void open() throws Exception {
    super.open();
    gathered = new LinkedHashMap<>();
    var unused =
        getProcessingTimeService().scheduleWithFixedDelay(due -> flushIfDue(), millis, millis);
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
      flush();
    }
  }

  private void flushIfDue() {
    // The timer's own time is when it was due, which falls behind whenever the timer is late.
    long now = getProcessingTimeService().getCurrentProcessingTime();
    long late = now - TimeUnit.MICROSECONDS.toMillis(newest);
    if (now - gatheredSince >= Math.min(late / PART_OF_LATENESS, MOST_TIMES * millis)) {
      flush();
    }
  }

  /** After the last watermark downstream timers may never fire again, so flushes first. */
  @Override
  public void processWatermark(Watermark mark) throws Exception {
    flush();
    super.processWatermark(mark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    flush();
  }

  @Override
  public void finish() {
    flush();
  }

  private void flush() {
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
