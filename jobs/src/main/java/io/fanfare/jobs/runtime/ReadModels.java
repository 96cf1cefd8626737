package io.fanfare.jobs.runtime;

import io.fanfare.jobs.runtime.domain.Stamp;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.Version;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.closeness.StrayInteraction;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.models.Event;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.ModelBroadcastRule;
import io.fanfare.schemas.models.ModelKey;
import io.fanfare.schemas.models.StrayEntry;
import io.fanfare.schemas.models.Unreadable;
import io.fanfare.schemas.progress.Marker;
import io.fanfare.schemas.progress.MarkerIds;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Reads `models`: gives every record its version, decodes the records of the models that the job
 * needs, and makes unreadable ones dead letters. Runs as one subtask, right behind the source,
 * because it checks that versions increase.
 */
public final class ReadModels<OUT> extends ProcessFunction<LogRecord, OUT>
    implements CheckpointedFunction {

  private static final long serialVersionUID = 1L;

  /** What a job reads in each kind of record: by default nothing, except in a change. */
  public interface Reading<OUT> extends Serializable {

    Iterable<OUT> of(ModelBroadcast change, Stamp stamp);

    /** Reads a request to resolve a dashboard entry. */
    default Iterable<OUT> of(StrayEntry stray, Stamp stamp) {
      return List.of();
    }

    /** Reads a request to resolve a row of closeness. */
    default Iterable<OUT> of(StrayInteraction stray, Stamp stamp) {
      return List.of();
    }

    /** What a job emits behind each record, whatever is in it: by default nothing. */
    default Iterable<OUT> after(Stamp stamp) {
      return List.of();
    }

    /** Reads a marker: a job whose view reports markers makes a copy for each subtask. */
    default Iterable<OUT> of(Marker marker, Stamp stamp) {
      return List.of();
    }
  }

  private final String job;
  private final Set<Model> models;
  private final boolean skipsLostRecords;
  private final Reading<OUT> reading;

  private transient AvroCodec<ModelBroadcast> changes;
  private transient AvroCodec<Unreadable> unreadables;
  private transient AvroCodec<StrayEntry> strays;
  private transient AvroCodec<StrayInteraction> strayInteractions;
  private transient AvroCodec<Marker> markers;
  private transient BrokerClock brokerClock;
  private transient Counter unreadable;
  private transient KeptLog kept;
  private transient long previous;
  private transient ListState<Long> previousVersion;

  /**
   * @param job name of the job, for its dead letters
   * @param skipsLostRecords whether it continues where records may have been compacted away
   */
  @SuppressWarnings("NullAway.Init") // Flink calls initializeState before anything else.
  public ReadModels(String job, Set<Model> models, boolean skipsLostRecords, Reading<OUT> reading) {
    this.job = job;
    this.models = models;
    this.skipsLostRecords = skipsLostRecords;
    this.reading = reading;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    changes = AvroCodec.of(ModelBroadcast.class);
    unreadables = AvroCodec.of(Unreadable.class);
    strays = AvroCodec.of(StrayEntry.class);
    strayInteractions = AvroCodec.of(StrayInteraction.class);
    markers = AvroCodec.of(Marker.class);
    previousVersion =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("previous-version", LongSerializer.INSTANCE));
    kept = new KeptLog(context, skipsLostRecords);
    brokerClock = new BrokerClock();
    unreadable = JobMetrics.of(getRuntimeContext()).deadLetters(DeadLetterCause.UNREADABLE);
    previous = 0;
    for (long version : previousVersion.get()) {
      previous = Math.max(previous, version);
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    previousVersion.update(List.of(previous));
    kept.snapshot(Micros.ofMillis(context.getCheckpointTimestamp()));
  }

  @Override
  public void processElement(LogRecord record, Context context, Collector<OUT> out) {
    long now = Micros.ofMillis(context.timerService().currentProcessingTime());
    brokerClock.check(record.getAppendedAt(), now);
    Stamp stamp = stamp(record, now);
    try {
      read(record, stamp, context).forEach(out::collect);
    } catch (UndecodableException e) {
      reject(record, e.reason(), context);
    }
    reading.after(stamp).forEach(out::collect);
  }

  /**
   * @param now µs since the epoch
   */
  private Stamp stamp(LogRecord record, long now) {
    long version = Version.of(record.getOffset());
    if (version <= previous) {
      throw new IllegalStateException(
          ("The record at offset %d of '%s' has version %d, but job '%s' has already read version"
                  + " %d: the topic is not the one that the job's state comes from. Rebuild the"
                  + " views (docs/operate.md, 'Rebuild a view').")
              .formatted(record.getOffset(), record.getTopic(), version, job, previous));
    }
    kept.read(record, version - previous, now);
    previous = version;
    return new Stamp(version, Math.min(record.getAppendedAt(), now));
  }

  private Iterable<OUT> read(LogRecord record, Stamp stamp, Context context)
      throws UndecodableException {
    String event = record.getEvent() == null ? "" : record.getEvent();
    if (Event.isMarker(event)) {
      Marker marker = markers.decode(LogRecords.value(record));
      require(MarkerIds.problem(marker.getId()));
      require(ModelKey.problem(ModelKey.ofMarker(), record.getKey()));
      return reading.of(marker, stamp);
    }
    if (Event.isStray(event)) {
      StrayEntry stray = strays.decode(LogRecords.value(record));
      require(ModelKey.problem(ModelKey.ofStray(stray), record.getKey()));
      return reading.of(stray, stamp);
    }
    if (Event.isStrayInteraction(event)) {
      StrayInteraction stray = strayInteractions.decode(LogRecords.value(record));
      require(ModelKey.problem(ModelKey.ofStray(stray), record.getKey()));
      return reading.of(stray, stamp);
    }
    if (!event.isEmpty() && !concerns(event) && !Event.isUnreadableOfNoModel(event)) {
      return List.of();
    }
    if (Event.isUnreadable(event)) {
      reject(record, unreadables.decode(LogRecords.value(record)).getCause(), context);
      return List.of();
    }
    ModelBroadcast change = changes.decode(LogRecords.value(record));
    require(ModelBroadcastRule.problem(change, event, record.getKey()));
    return reading.of(change, stamp);
  }

  private static void require(@Nullable String problem) throws UndecodableException {
    if (problem != null) {
      throw new UndecodableException(problem, null);
    }
  }

  private boolean concerns(String event) {
    return models.stream().anyMatch(model -> Event.isOf(event, model));
  }

  private void reject(LogRecord record, String cause, Context context) {
    unreadable.inc();
    context.output(DeadLetters.TAG, DeadLetters.of(job, cause, record));
  }
}
