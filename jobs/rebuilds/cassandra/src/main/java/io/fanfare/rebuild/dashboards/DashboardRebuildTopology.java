package io.fanfare.rebuild.dashboards;

import io.fanfare.jobs.fanout.FanOutUids;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.typeutils.TupleTypeInfo;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.SinkFunction;

/**
 * The rebuild of the dashboards, as a batch job.
 *
 * <pre>
 * savepoint ──▶ read actors ──┬─by (actor, shard)──▶ expand ──by recipient──▶ gather ──▶ Cassandra
 *           └─▶ read shards ──┘
 * </pre>
 */
final class DashboardRebuildTopology {

  static final TypeInformation<FanOut> FAN_OUT = Types.POJO(FanOut.class);
  static final TypeInformation<Entry> ENTRY =
      new TupleTypeInfo<>(Entry.class, Types.LONG, Types.LONG, Types.BYTE, Types.LONG, Types.LONG);
  static final TypeInformation<MonthRows> MONTH_ROWS = Types.POJO(MonthRows.class);

  private DashboardRebuildTopology() {}

  /**
   * @param store writes the rows of a month; the job's end is the proof that all are durable
   * @throws IOException if the savepoint cannot be read
   */
  static void define(SavepointReader savepoint, RebuiltPart part, SinkFunction<MonthRows> store)
      throws IOException {
    DataStream<FanOut> actors =
        savepoint.readKeyedState(
            OperatorIdentifier.forUid(FanOutUids.ACTOR), new ReadActors(part), Types.LONG, FAN_OUT);
    DataStream<FanOut> shards =
        savepoint.readKeyedState(
            OperatorIdentifier.forUid(FanOutUids.SHARD),
            new ReadShards(part),
            Types.TUPLE(Types.LONG, Types.INT),
            FAN_OUT);

    // activities and followers, together or one after the other ──by (actor, shard)──▶ entries
    DataStream<Entry> entries =
        actors
            .union(shards)
            .filter(some -> !some.isNothing())
            .keyBy(DashboardRebuildTopology::shardOf, Types.TUPLE(Types.LONG, Types.INT))
            .transform("expand", ENTRY, new ExpandOperator());

    // entries ──by recipient──▶ rows of one month ──▶ Cassandra
    entries
        .keyBy(entry -> entry.f0, Types.LONG)
        .transform("gather", MONTH_ROWS, new GatherOperator())
        .addSink(store)
        .name("cassandra");
  }

  private static Tuple2<Long, Integer> shardOf(FanOut some) {
    return Tuple2.of(some.actor, some.shard);
  }
}
