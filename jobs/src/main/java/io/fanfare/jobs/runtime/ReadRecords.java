package io.fanfare.jobs.runtime;

import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.avro.UndecodableException;
import io.fanfare.schemas.deadletters.LogRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Reads topics of one contract. Emits a dead letter for an unreadable or impossible record: anybody
 * may write to a topic, and one record must not stop the job.
 *
 * @param <T> the contract
 * @param <O> what the job goes on with
 */
public abstract class ReadRecords<T extends SpecificRecord, O>
    extends ProcessFunction<LogRecord, O> {

  private static final long serialVersionUID = 1L;

  private final String job;
  private final Class<T> contract;
  private transient AvroCodec<T> codec;
  private transient Counter unreadable;

  /**
   * @param job name of the job, for its dead letters
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
  protected ReadRecords(String job, Class<T> contract) {
    this.job = job;
    this.contract = contract;
  }

  /** Why no writer of the topic appends such a record, in one sentence; null if one does. */
  protected abstract @Nullable String problem(T value, LogRecord record);

  /** Emits what a record means. */
  protected abstract void emit(T value, LogRecord record, Collector<O> out);

  @Override
  public void open(OpenContext openContext) {
    codec = AvroCodec.of(contract);
    unreadable = JobMetrics.of(getRuntimeContext()).deadLetters(DeadLetterCause.UNREADABLE);
  }

  @Override
  public void processElement(LogRecord record, Context context, Collector<O> out) {
    String problem;
    try {
      T value = codec.decode(LogRecords.value(record));
      problem = problem(value, record);
      if (problem == null) {
        emit(value, record, out);
      }
    } catch (UndecodableException e) {
      problem = e.reason();
    }
    if (problem != null) {
      unreadable.inc();
      context.output(DeadLetters.TAG, DeadLetters.of(job, problem, record));
    }
  }
}
