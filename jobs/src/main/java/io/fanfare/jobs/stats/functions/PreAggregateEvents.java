package io.fanfare.jobs.stats.functions;

import io.fanfare.jobs.stats.domain.GatheredCounts;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.stats.Buckets;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.LoggedEvent;
import io.fanfare.schemas.stats.SubjectChange;
import java.time.Duration;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Pre-aggregates events before they go to the key of their track, so that the key of a hot track
 * gets a few bundles a second from each subtask. Flushes before every checkpoint barrier, so it
 * needs no state.
 */
public final class PreAggregateEvents extends AbstractStreamOperator<SubjectChange>
    implements OneInputStreamOperator<LoggedEvent, SubjectChange> {

  private static final long serialVersionUID = 1L;

  /** Bounds the memory, to about 12 MB. */
  private static final int MOST_GATHERED = 200_000;

  private final long millis;

  private transient GatheredCounts gathered;

  /**
   * @param gatherFor the longest that an event waits
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
  public PreAggregateEvents(Duration gatherFor) {
    this.millis = gatherFor.toMillis();
    // Flink's default would send each event through a buffer and to another thread.
    setChainingStrategy(ChainingStrategy.ALWAYS);
  }

  @Override
  public void open() throws Exception {
    super.open();
    gathered = new GatheredCounts();
    var unused = getProcessingTimeService().scheduleWithFixedDelay(due -> flush(), millis, millis);
  }

  @Override
  public void processElement(StreamRecord<LoggedEvent> record) {
    LoggedEvent logged = record.getValue();
    DomainEvent event = logged.getEvent();
    long minute = Buckets.of(Granularity.MINUTE, Micros.toSeconds(event.getOccurredAt()));
    gathered.add(logged.getKind(), event.getTrackId(), minute, sum -> sum.add(event));
    if (gathered.size() >= MOST_GATHERED) {
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
    gathered.drain(bundle -> output.collect(new StreamRecord<>(bundle)));
  }
}
