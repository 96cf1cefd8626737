package io.fanfare.jobs.fanout;

import io.fanfare.jobs.fanout.domain.ActorChanges;
import io.fanfare.jobs.fanout.functions.DecideAtActor;
import io.fanfare.jobs.fanout.functions.FanOutOutputs;
import io.fanfare.jobs.fanout.functions.FanOutShard;
import io.fanfare.jobs.fanout.functions.ReadActorChanges;
import io.fanfare.jobs.runtime.DeadLetters;
import io.fanfare.jobs.runtime.ReadModels;
import io.fanfare.schemas.JobNames;
import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.fanout.ActorChange;
import io.fanfare.schemas.fanout.FollowerCommand;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Fan-out.
 *
 * <pre>
 * models ──▶ read ──by actor──▶ decide ──by (actor, shard)──▶ fan out shard
 *             │                  │                               │
 *             ▼                  └──────────────┬────────────────┘
 *         deadletters                           ▼
 *                            dashboard.interactive, dashboard.batch
 * </pre>
 */
public final class FanOutTopology {

  static final String JOB = JobNames.FAN_OUT;

  /** Where the job's results go. */
  public record Sinks(
      Sink<FanOutChunk> interactive, Sink<FanOutChunk> batch, Sink<DeadLetter> deadLetters) {}

  private FanOutTopology() {}

  public static void define(DataStream<LogRecord> models, Sinks sinks, FanOutConfig config) {
    // models ──▶ changes of rows that name an actor, in the order of the log
    SingleOutputStreamOperator<ActorChange> changes =
        models
            .process(
                new ReadModels<>(
                    JOB,
                    ActorChanges.MODELS,
                    config.skipsLostRecords(),
                    new ReadActorChanges(config.parallelism())))
            .returns(new AvroTypeInfo<>(ActorChange.class))
            .uid(FanOutUids.READ)
            .name("read models")
            .setParallelism(1)
            .setMaxParallelism(1);

    // changes ──by actor──▶ chunks for the actor's own followers, commands for shards
    SingleOutputStreamOperator<FanOutChunk> decided =
        changes
            .keyBy(ActorChange::getActorId, Types.LONG)
            .process(new DecideAtActor(config.mostOwnFollowers()))
            .returns(new AvroTypeInfo<>(FanOutChunk.class))
            .uid(FanOutUids.ACTOR)
            .name("decide at actor");

    // commands ──by (actor, shard)──▶ chunks
    DataStream<FanOutChunk> fannedOut =
        decided
            .getSideOutput(FanOutOutputs.COMMANDS)
            .keyBy(FanOutTopology::shardOf, Types.TUPLE(Types.LONG, Types.INT))
            .process(new FanOutShard(config.quantum()))
            .returns(new AvroTypeInfo<>(FanOutChunk.class))
            .uid(FanOutUids.SHARD)
            .name("fan out shard");

    // chunks ──▶ lanes; each subtask writes through its own sink, so that markers stay in order
    decided.sinkTo(sinks.interactive()).uid(FanOutUids.INTERACTIVE).name("interactive");
    decided
        .getSideOutput(FanOutOutputs.BATCH)
        .union(fannedOut)
        .sinkTo(sinks.batch())
        .uid(FanOutUids.BATCH)
        .name("batch");

    // unreadable records ──▶ deadletters
    changes
        .getSideOutput(DeadLetters.TAG)
        .sinkTo(sinks.deadLetters())
        .uid(FanOutUids.DEADLETTERS)
        .name("deadletters")
        .setParallelism(1);
  }

  private static Tuple2<Long, Integer> shardOf(FollowerCommand command) {
    return Tuple2.of(command.getActorId(), command.getBucket());
  }
}
