package io.fanfare.jobs.stats;

import io.fanfare.jobs.runtime.DeadLetters;
import io.fanfare.jobs.runtime.ReadModels;
import io.fanfare.jobs.runtime.StoreWrites;
import io.fanfare.jobs.stats.functions.BundleEvents;
import io.fanfare.jobs.stats.functions.CountAtTrack;
import io.fanfare.jobs.stats.functions.CountOnce;
import io.fanfare.jobs.stats.functions.ReadEvents;
import io.fanfare.jobs.stats.functions.ReadOwners;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.stats.Cells;
import io.fanfare.schemas.stats.LoggedEvent;
import io.fanfare.schemas.stats.TrackChange;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;

/**
 * Stats.
 *
 * <pre>
 * events.plays, events.downloads ──▶ read ──by id──▶ count once ──▶ bundle ──by track─┬──▶ count ──▶ persist (Cassandra)
 * models ──▶ read ──by track──────────────────────────────────────────────────────────┘                 │
 *             └───────────────────────────────────┬─────────────────────────────────────────────────────┘
 *                                                 ▼
 *                                            deadletters
 * </pre>
 */
public final class StatsTopology {

  static final String JOB = "stats";

  private StatsTopology() {}

  /**
   * @param events the records of the topics of domain events, each partition in its order
   * @param persist writes cells; hands on what the store rejects
   */
  public static void define(
      DataStream<LogRecord> events,
      DataStream<LogRecord> models,
      AsyncFunction<Cells, DeadLetter> persist,
      Sink<DeadLetter> deadLetters,
      StatsConfig config) {
    // events ──▶ those that count
    SingleOutputStreamOperator<LoggedEvent> read =
        events
            .process(new ReadEvents(JOB))
            .returns(new AvroTypeInfo<>(LoggedEvent.class))
            .uid(StatsUids.READ_EVENTS)
            .name("read events");

    // events ──by id──▶ each once; ids spread what happens to one track over all subtasks
    DataStream<LoggedEvent> once =
        read.keyBy(CountOnce::idOf, Types.STRING)
            .process(new CountOnce())
            .returns(new AvroTypeInfo<>(LoggedEvent.class))
            .uid(StatsUids.COUNT_ONCE)
            .name("count once");

    // events ──▶ bundles of a track and minute, so that a track's key gets a few a second
    DataStream<TrackChange> bundles =
        once.transform(
                "bundle events",
                new AvroTypeInfo<>(TrackChange.class),
                new BundleEvents(config.bundleFor()))
            .uid(StatsUids.BUNDLE);

    // models ──▶ whose the tracks are
    SingleOutputStreamOperator<TrackChange> owners =
        models
            .process(new ReadModels<>(JOB, ReadOwners.MODELS, new ReadOwners()))
            .returns(new AvroTypeInfo<>(TrackChange.class))
            .uid(StatsUids.READ_MODELS)
            .name("read models")
            .setParallelism(1)
            .setMaxParallelism(1);

    // both ──by track──▶ cells as they stand
    DataStream<Cells> cells =
        bundles
            .union(owners)
            .keyBy(TrackChange::getTrackId, Types.LONG)
            .process(new CountAtTrack())
            .returns(new AvroTypeInfo<>(Cells.class))
            .uid(StatsUids.TRACK)
            .name("count at track");

    // cells ──▶ Cassandra; the one that has counted most wins, so their order does not matter
    DataStream<DeadLetter> rejected =
        StoreWrites.operator(cells, persist, config.writesInFlight())
            .returns(new AvroTypeInfo<>(DeadLetter.class))
            .uid(StatsUids.PERSIST)
            .name("persist");

    // what nobody can read, what does not count and what the store rejects ──▶ deadletters
    read.getSideOutput(DeadLetters.TAG)
        .union(owners.getSideOutput(DeadLetters.TAG), rejected)
        .sinkTo(deadLetters)
        .uid(StatsUids.DEADLETTERS)
        .name("deadletters")
        .setParallelism(1);
  }
}
