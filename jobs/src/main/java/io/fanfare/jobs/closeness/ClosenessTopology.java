package io.fanfare.jobs.closeness;

import io.fanfare.connectors.kafka.ImmutableAvroTypeInfo;
import io.fanfare.jobs.closeness.domain.ObjectChanges;
import io.fanfare.jobs.closeness.functions.DecideAtObject;
import io.fanfare.jobs.closeness.functions.ReadObjectChanges;
import io.fanfare.jobs.runtime.DeadLetters;
import io.fanfare.jobs.runtime.ReadModels;
import io.fanfare.jobs.runtime.ReportProgress;
import io.fanfare.jobs.runtime.StoreWrites;
import io.fanfare.schemas.JobNames;
import io.fanfare.schemas.closeness.ClosenessChunk;
import io.fanfare.schemas.closeness.ObjectChange;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.progress.Passed;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.java.typeutils.EitherTypeInfo;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;
import org.apache.flink.types.Either;

/**
 * Closeness.
 *
 * <pre>
 * models ──▶ read ──by object──▶ decide ──▶ persist (Cassandra)
 *             │                                │
 *             └───────────────┬────────────────┘
 *                             ▼
 *                   deadletters, progress
 * </pre>
 */
public final class ClosenessTopology {

  static final String JOB = JobNames.CLOSENESS;

  /** Where the job's results go. */
  public record Sinks(Sink<Passed> progress, Sink<DeadLetter> deadLetters) {}

  private ClosenessTopology() {}

  /**
   * @param persist writes chunks; emits markers, and dead letters of what the store rejects
   */
  public static void define(
      DataStream<LogRecord> models,
      AsyncFunction<ClosenessChunk, Either<DeadLetter, Passed>> persist,
      Sinks sinks,
      ClosenessConfig config) {
    // models ──▶ changes of rows that name a track or playlist, in the order of the log
    SingleOutputStreamOperator<ObjectChange> changes =
        models
            .process(
                new ReadModels<>(
                    JOB,
                    ObjectChanges.MODELS,
                    config.skipsLostRecords(),
                    new ReadObjectChanges(config.parallelism())))
            .returns(new AvroTypeInfo<>(ObjectChange.class))
            .uid(ClosenessUids.READ)
            .name("read models")
            .setParallelism(1)
            .setMaxParallelism(1);

    // changes ──by object──▶ rows to write and delete
    DataStream<ClosenessChunk> decided =
        changes
            .keyBy(ReadObjectChanges::objectOf, Types.TUPLE(Types.INT, Types.LONG))
            .process(new DecideAtObject(config.quantum()))
            .returns(new ImmutableAvroTypeInfo<>(ClosenessChunk.class))
            .uid(ClosenessUids.OBJECT)
            .name("decide at object");

    // rows ──▶ Cassandra; effects commute, so their order does not matter
    SingleOutputStreamOperator<Passed> passed =
        StoreWrites.operator(decided, persist, config.chunksInFlight())
            .returns(
                new EitherTypeInfo<>(
                    new AvroTypeInfo<>(DeadLetter.class), new AvroTypeInfo<>(Passed.class)))
            .uid(ClosenessUids.PERSIST)
            .name("persist")
            .process(new ReportProgress())
            .returns(new AvroTypeInfo<>(Passed.class))
            .uid(ClosenessUids.REPORT)
            .name("report progress");

    // markers whose rows are durable ──▶ progress
    passed.sinkTo(sinks.progress()).uid(ClosenessUids.PROGRESS).name("progress");

    // unreadable records, and rows that the store rejects ──▶ deadletters
    changes
        .getSideOutput(DeadLetters.TAG)
        .union(passed.getSideOutput(DeadLetters.TAG))
        .sinkTo(sinks.deadLetters())
        .uid(ClosenessUids.DEADLETTERS)
        .name("deadletters")
        .setParallelism(1);
  }
}
