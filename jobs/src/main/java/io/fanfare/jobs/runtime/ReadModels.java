package io.fanfare.jobs.runtime;

import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.closeness.StrayInteraction;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.models.Event;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.StrayEntry;
import io.fanfare.schemas.models.Unreadable;
import io.fanfare.schemas.progress.Marker;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Reads `models`: gives every record its version, decodes the records of the models that the job
 * needs, and makes unreadable ones dead letters. Runs as one subtask, right behind the source,
 * because versions count the records of the whole log.
 */
public final class ReadModels<OUT> extends ProcessFunction<LogRecord, OUT>
    implements CheckpointedFunction {

  private static final long serialVersionUID = 1L;

  /** What a job reads in each kind of record: by default nothing, except in a change. */
  public interface Reading<OUT> extends Serializable {

    Iterable<OUT> of(ModelBroadcast change, long version);

    /** Reads a request to resolve a dashboard entry. */
    default Iterable<OUT> of(StrayEntry stray, long version) {
      return List.of();
    }

    /** Reads a request to resolve a row of closeness. */
    default Iterable<OUT> of(StrayInteraction stray, long version) {
      return List.of();
    }

    /** Reads a marker: a job whose view reports markers makes a copy for each subtask. */
    default Iterable<OUT> of(Marker marker, long version) {
      return List.of();
    }
  }

  private final String job;
  private final Set<Model> models;
  private final Reading<OUT> reading;

  private transient AvroCodec<ModelBroadcast> changes;
  private transient AvroCodec<Unreadable> unreadables;
  private transient AvroCodec<StrayEntry> strays;
  private transient AvroCodec<StrayInteraction> strayInteractions;
  private transient AvroCodec<Marker> markers;
  private transient VersionClock clock;
  private transient ListState<Long> previousVersion;

  /**
   * @param job name of the job, for its dead letters
   */
  @SuppressWarnings("NullAway.Init") // Flink calls initializeState before anything else.
  public ReadModels(String job, Set<Model> models, Reading<OUT> reading) {
    this.job = job;
    this.models = models;
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
    long previous = 0;
    for (long version : previousVersion.get()) {
      previous = Math.max(previous, version);
    }
    clock = new VersionClock(previous);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    previousVersion.update(List.of(clock.previous()));
  }

  @Override
  public void processElement(LogRecord record, Context context, Collector<OUT> out) {
    // Records that the job does not need count, too: every job must give a record one version.
    long version = clock.next(record.getAppendedAt());
    try {
      read(record, version, context).forEach(out::collect);
    } catch (UndecodableException e) {
      reject(record, e.reason(), context);
    }
  }

  private Iterable<OUT> read(LogRecord record, long version, Context context)
      throws UndecodableException {
    String event = record.getEvent() == null ? "" : record.getEvent();
    if (Event.isMarker(event)) {
      return reading.of(markers.decode(LogRecords.value(record)), version);
    }
    if (Event.isStray(event)) {
      return reading.of(strays.decode(LogRecords.value(record)), version);
    }
    if (Event.isStrayInteraction(event)) {
      return reading.of(strayInteractions.decode(LogRecords.value(record)), version);
    }
    if (!event.isEmpty() && !concerns(event) && !Event.isUnreadableOfNoModel(event)) {
      return List.of();
    }
    if (Event.isUnreadable(event)) {
      reject(record, unreadables.decode(LogRecords.value(record)).getCause(), context);
      return List.of();
    }
    return reading.of(changes.decode(LogRecords.value(record)), version);
  }

  private boolean concerns(String event) {
    return models.stream().anyMatch(model -> Event.isOf(event, model));
  }

  private void reject(LogRecord record, String cause, Context context) {
    context.output(DeadLetters.TAG, DeadLetters.of(job, cause, record));
  }
}
