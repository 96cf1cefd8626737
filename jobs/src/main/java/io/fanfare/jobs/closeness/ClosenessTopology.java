package io.fanfare.jobs.closeness;

import io.fanfare.jobs.closeness.domain.ObjectChanges;
import io.fanfare.jobs.closeness.functions.DecideAtObject;
import io.fanfare.jobs.runtime.DeadLetters;
import io.fanfare.jobs.runtime.ReadModels;
import io.fanfare.jobs.runtime.StoreWrites;
import io.fanfare.schemas.closeness.ClosenessChunk;
import io.fanfare.schemas.closeness.ObjectChange;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.deadletters.LogRecord;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;

/**
 * Closeness.
 *
 * <pre>
 * models ──▶ read ──by object──▶ decide ──▶ persist (Cassandra)
 *             │                                │
 *             └───────────────┬────────────────┘
 *                             ▼
 *                        deadletters
 * </pre>
 */
public final class ClosenessTopology {

  static final String JOB = "closeness";

  private ClosenessTopology() {}

  /**
   * @param persist writes a chunk; what it hands on is put aside
   */
  public static void define(
      DataStream<LogRecord> models,
      AsyncFunction<ClosenessChunk, DeadLetter> persist,
      Sink<DeadLetter> deadLetters,
      ClosenessConfig config) {
    // models ──▶ changes of rows that name a track or playlist, in the order of the log
    SingleOutputStreamOperator<ObjectChange> changes =
        models
            .process(new ReadModels<>(JOB, ObjectChanges.MODELS, ObjectChanges::of))
            .returns(new AvroTypeInfo<>(ObjectChange.class))
            .uid(ClosenessUids.READ)
            .name("read models")
            .setParallelism(1)
            .setMaxParallelism(1);

    // changes ──by object──▶ rows to write and delete
    DataStream<ClosenessChunk> decided =
        changes
            .keyBy(ClosenessTopology::objectOf, Types.TUPLE(Types.INT, Types.LONG))
            .process(new DecideAtObject(config.quantum()))
            .returns(new AvroTypeInfo<>(ClosenessChunk.class))
            .uid(ClosenessUids.OBJECT)
            .name("decide at object");

    // rows ──▶ Cassandra; effects commute, so their order does not matter
    SingleOutputStreamOperator<DeadLetter> rejected =
        StoreWrites.operator(decided, persist, config.chunksInFlight())
            .returns(new AvroTypeInfo<>(DeadLetter.class))
            .uid(ClosenessUids.PERSIST)
            .name("persist");

    // what nobody can read or the store rejects ──▶ deadletters
    changes
        .getSideOutput(DeadLetters.TAG)
        .union(rejected)
        .sinkTo(deadLetters)
        .uid(ClosenessUids.DEADLETTERS)
        .name("deadletters")
        .setParallelism(1);
  }

  /**
   * The kind's place in its enum: constants are only ever added, and its hash code is no number.
   */
  private static Tuple2<Integer, Long> objectOf(ObjectChange change) {
    return Tuple2.of(change.getObjectKind().ordinal(), change.getObjectId());
  }
}
