package io.fanfare.jobs.stats;

import io.fanfare.connectors.kafka.ImmutableAvroTypeInfo;
import io.fanfare.jobs.runtime.DeadLetters;
import io.fanfare.jobs.runtime.ReadModels;
import io.fanfare.jobs.runtime.ReportProgress;
import io.fanfare.jobs.runtime.StoreWrites;
import io.fanfare.jobs.stats.functions.CountAtSubject;
import io.fanfare.jobs.stats.functions.DeduplicateEvents;
import io.fanfare.jobs.stats.functions.EmitPlays;
import io.fanfare.jobs.stats.functions.GatherBundles;
import io.fanfare.jobs.stats.functions.PreAggregateEvents;
import io.fanfare.jobs.stats.functions.ReadEvents;
import io.fanfare.jobs.stats.functions.ReadSubjectChanges;
import io.fanfare.schemas.JobNames;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.progress.Passed;
import io.fanfare.schemas.stats.Cells;
import io.fanfare.schemas.stats.LoggedEvent;
import io.fanfare.schemas.stats.SubjectChange;
import io.fanfare.schemas.stats.TrackPlays;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.typeutils.EitherTypeInfo;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;
import org.apache.flink.types.Either;

/**
 * Stats.
 *
 * <pre>
 * events.{plays,downloads} ──▶ read ──by id──▶ deduplicate ──▶ pre-aggregate ──┐
 * models ──▶ read ─────────────────────────────────────────────────────────────┴─by subject──▶ gather ──▶ count ─┬──▶ persist (Cassandra) ──▶ progress
 *                                                                                                                └──▶ stats.plays
 * read, persist ──▶ deadletters
 * </pre>
 */
public final class StatsTopology {

  static final String JOB = JobNames.STATS;

  /** How often events are pre-aggregated while bundles gather: each time adds to the latency. */
  private static final int PRE_AGGREGATIONS = 5;

  /** Where the job's results go. */
  public record Sinks(
      Sink<TrackPlays> plays, Sink<Passed> progress, Sink<DeadLetter> deadLetters) {}

  /**
   * What was counted.
   *
   * @param unusable records that are unreadable, and invalid events
   */
  public record Counted(DataStream<Cells> cells, DataStream<DeadLetter> unusable) {}

  private StatsTopology() {}

  /**
   * @param events the records of the topics of domain events, each partition in its order
   * @param persist writes cells; emits a dead letter for what the store rejects, and markers
   */
  public static void define(
      DataStream<LogRecord> events,
      DataStream<LogRecord> models,
      AsyncFunction<Cells, Either<DeadLetter, Passed>> persist,
      Sinks sinks,
      StatsConfig config) {
    Counted counted = count(events, models, config);

    // cells ──▶ number of plays of each track
    counted
        .cells()
        .flatMap(new EmitPlays(config.rebuild()))
        .returns(new AvroTypeInfo<>(TrackPlays.class))
        .uid(StatsUids.EMIT_PLAYS)
        .name("emit plays")
        .sinkTo(sinks.plays())
        .uid(StatsUids.PLAYS)
        .name("plays");

    // cells ──▶ Cassandra; the largest version of a cell wins, so their order does not matter
    SingleOutputStreamOperator<Passed> passed =
        StoreWrites.operator(counted.cells(), persist, config.writesInFlight())
            .returns(
                new EitherTypeInfo<>(
                    new AvroTypeInfo<>(DeadLetter.class), new AvroTypeInfo<>(Passed.class)))
            .uid(StatsUids.PERSIST)
            .name("persist")
            .process(new ReportProgress())
            .returns(new AvroTypeInfo<>(Passed.class))
            .uid(StatsUids.REPORT)
            .name("report progress");

    // markers whose cells are durable ──▶ progress
    passed.sinkTo(sinks.progress()).uid(StatsUids.PROGRESS).name("progress");

    // unreadable records, invalid events and cells that the store rejects ──▶ deadletters
    counted
        .unusable()
        .union(passed.getSideOutput(DeadLetters.TAG))
        .sinkTo(sinks.deadLetters())
        .uid(StatsUids.DEADLETTERS)
        .name("deadletters")
        .setParallelism(1);
  }

  /** The part of the topology that counts; the caller stores the cells. */
  public static Counted count(
      DataStream<LogRecord> events, DataStream<LogRecord> models, StatsConfig config) {
    // events ──▶ valid events
    SingleOutputStreamOperator<LoggedEvent> read =
        events
            .process(new ReadEvents(JOB))
            .returns(new AvroTypeInfo<>(LoggedEvent.class))
            .uid(StatsUids.READ_EVENTS)
            .name("read events");

    // events ──by id──▶ each event once; ids spread the events of one track over all subtasks
    DataStream<LoggedEvent> unique =
        read.keyBy(DeduplicateEvents::idOf, Types.STRING)
            .process(new DeduplicateEvents())
            .returns(new AvroTypeInfo<>(LoggedEvent.class))
            .uid(StatsUids.DEDUPLICATE)
            .name("deduplicate events");

    // events ──▶ bundles of one track, so that even a hot track's key gets only a few per second
    DataStream<SubjectChange> bundles =
        unique
            .transform(
                "pre-aggregate events",
                new AvroTypeInfo<>(SubjectChange.class),
                new PreAggregateEvents(config.bundleFor().dividedBy(PRE_AGGREGATIONS)))
            .uid(StatsUids.PRE_AGGREGATE);

    // models ──▶ rows to count, and owners of tracks, in the order of the log
    SingleOutputStreamOperator<SubjectChange> rows =
        models
            .process(
                new ReadModels<>(
                    JOB,
                    ReadSubjectChanges.MODELS,
                    config.skipsLostRecords(),
                    new ReadSubjectChanges(config.parallelism(), config.rebuild())))
            .returns(new AvroTypeInfo<>(SubjectChange.class))
            .uid(StatsUids.READ_MODELS)
            .name("read models")
            .setParallelism(1)
            .setMaxParallelism(1);

    // both ──by subject──▶ larger bundles of one track, and rows as they are
    TypeInformation<Tuple2<Integer, Long>> subject = Types.TUPLE(Types.INT, Types.LONG);
    DataStream<SubjectChange> changes =
        withoutState(bundles.union(rows).keyBy(CountAtSubject::subjectOf, subject))
            .transform(
                "gather bundles",
                new AvroTypeInfo<>(SubjectChange.class),
                new GatherBundles(config.bundleFor()))
            .uid(StatsUids.GATHER);

    // changes ──▶ cells; they are at the subtask of their subject already
    DataStream<Cells> cells =
        DataStreamUtils.reinterpretAsKeyedStream(changes, CountAtSubject::subjectOf, subject)
            .transform(
                "count at subject",
                new ImmutableAvroTypeInfo<>(Cells.class),
                CountAtSubject.operator(config.bundleFor(), config.rebuild(), config.days()))
            .uid(StatsUids.SUBJECT);
    return new Counted(
        cells, read.getSideOutput(DeadLetters.TAG).union(rows.getSideOutput(DeadLetters.TAG)));
  }

  /** A stream by key, for an operator without keyed state: Flink opens no store for it. */
  private static <T> DataStream<T> withoutState(KeyedStream<T, ?> keyed) {
    return new DataStream<>(keyed.getExecutionEnvironment(), keyed.getTransformation());
  }
}
