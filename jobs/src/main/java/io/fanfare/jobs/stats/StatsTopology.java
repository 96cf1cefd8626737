package io.fanfare.jobs.stats;

import io.fanfare.jobs.runtime.DeadLetters;
import io.fanfare.jobs.runtime.ReadModels;
import io.fanfare.jobs.runtime.ReportProgress;
import io.fanfare.jobs.runtime.StoreWrites;
import io.fanfare.jobs.stats.functions.BundleEvents;
import io.fanfare.jobs.stats.functions.CountAtSubject;
import io.fanfare.jobs.stats.functions.CountOnce;
import io.fanfare.jobs.stats.functions.ReadEvents;
import io.fanfare.jobs.stats.functions.ReadSubjectChanges;
import io.fanfare.jobs.stats.functions.TellPlays;
import io.fanfare.schemas.JobNames;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.progress.Passed;
import io.fanfare.schemas.stats.Cells;
import io.fanfare.schemas.stats.LoggedEvent;
import io.fanfare.schemas.stats.SubjectChange;
import io.fanfare.schemas.stats.TrackPlays;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.java.typeutils.EitherTypeInfo;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;
import org.apache.flink.types.Either;

/**
 * Stats.
 *
 * <pre>
 * events.plays, events.downloads ──▶ read ──by id──▶ count once ──▶ bundle ──by subject─┬──▶ count ──▶ persist (Cassandra)
 * models ──▶ read ──by subject──────────────────────────────────────────────────────────┘                 │
 *             └───────────────────────────────────┬───────────────────────────────────────────────────────┘
 *                                                 ▼
 *                                       deadletters, progress
 * </pre>
 *
 * How often a track was played goes from where it is counted to {@code stats.plays}, too.
 */
public final class StatsTopology {

  static final String JOB = JobNames.STATS;

  /** Where the job's results go. */
  public record Sinks(
      Sink<TrackPlays> plays, Sink<Passed> progress, Sink<DeadLetter> deadLetters) {}

  private StatsTopology() {}

  /**
   * @param events the records of the topics of domain events, each partition in its order
   * @param persist writes cells; hands on what the store rejects, and markers
   */
  public static void define(
      DataStream<LogRecord> events,
      DataStream<LogRecord> models,
      AsyncFunction<Cells, Either<DeadLetter, Passed>> persist,
      Sinks sinks,
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
    DataStream<SubjectChange> bundles =
        once.transform(
                "bundle events",
                new AvroTypeInfo<>(SubjectChange.class),
                new BundleEvents(config.bundleFor()))
            .uid(StatsUids.BUNDLE);

    // models ──▶ rows that are counted, and whose the tracks are, in the order of the log
    SingleOutputStreamOperator<SubjectChange> rows =
        models
            .process(
                new ReadModels<>(
                    JOB,
                    ReadSubjectChanges.MODELS,
                    new ReadSubjectChanges(config.parallelism(), config.rebuild())))
            .returns(new AvroTypeInfo<>(SubjectChange.class))
            .uid(StatsUids.READ_MODELS)
            .name("read models")
            .setParallelism(1)
            .setMaxParallelism(1);

    // both ──by subject──▶ cells as they stand
    DataStream<Cells> cells =
        bundles
            .union(rows)
            .keyBy(CountAtSubject::subjectOf, Types.TUPLE(Types.INT, Types.LONG))
            .transform(
                "count at subject",
                new AvroTypeInfo<>(Cells.class),
                CountAtSubject.operator(config.bundleFor(), config.rebuild(), config.days()))
            .uid(StatsUids.SUBJECT);

    // cells ──▶ how often each track was played
    cells
        .flatMap(new TellPlays(config.rebuild()))
        .returns(new AvroTypeInfo<>(TrackPlays.class))
        .uid(StatsUids.TELL_PLAYS)
        .name("tell plays")
        .sinkTo(sinks.plays())
        .uid(StatsUids.PLAYS)
        .name("plays");

    // cells ──▶ Cassandra; the one with the largest version wins, so their order does not matter
    SingleOutputStreamOperator<Passed> passed =
        StoreWrites.operator(cells, persist, config.writesInFlight())
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

    // what nobody can read, what does not count and what the store rejects ──▶ deadletters
    read.getSideOutput(DeadLetters.TAG)
        .union(rows.getSideOutput(DeadLetters.TAG), passed.getSideOutput(DeadLetters.TAG))
        .sinkTo(sinks.deadLetters())
        .uid(StatsUids.DEADLETTERS)
        .name("deadletters")
        .setParallelism(1);
  }
}
