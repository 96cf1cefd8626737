package io.fanfare.jobs.search;

import io.fanfare.connectors.kafka.ImmutableAvroTypeInfo;
import io.fanfare.jobs.runtime.DeadLetters;
import io.fanfare.jobs.runtime.ReadModels;
import io.fanfare.jobs.runtime.ReportProgress;
import io.fanfare.jobs.runtime.SizedFunction;
import io.fanfare.jobs.runtime.StoreWrites;
import io.fanfare.jobs.search.domain.SearchChanges;
import io.fanfare.jobs.search.functions.DecideAtDocument;
import io.fanfare.jobs.search.functions.DecideAtOwner;
import io.fanfare.jobs.search.functions.ReadPlays;
import io.fanfare.jobs.search.functions.ReadSearchChanges;
import io.fanfare.jobs.search.functions.SplitChanges;
import io.fanfare.schemas.JobNames;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.progress.Passed;
import io.fanfare.schemas.search.Document;
import io.fanfare.schemas.search.DocumentChange;
import io.fanfare.schemas.search.OwnerChange;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.java.typeutils.EitherTypeInfo;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.types.Either;

/**
 * Search.
 *
 * <pre>
 * stats.plays ──▶ read ─────────by document──────────┐
 * models ──▶ read ──▶ split ────by document──────────┼──▶ decide ──▶ persist (Elasticsearch) ──▶ progress
 *                       └─by owner──▶ decide ────────┘
 * read, persist ──▶ deadletters
 * </pre>
 */
public final class SearchTopology {

  static final String JOB = JobNames.SEARCH;

  /** Where the job's results go. */
  public record Sinks(Sink<Passed> progress, Sink<DeadLetter> deadLetters) {}

  private SearchTopology() {}

  /**
   * @param plays how often tracks were played
   * @param persist writes a document; emits a dead letter for one that the index rejects, and
   *     markers
   */
  public static void define(
      DataStream<LogRecord> models,
      DataStream<LogRecord> plays,
      SizedFunction<Document, Either<DeadLetter, Passed>> persist,
      Sinks sinks,
      SearchConfig config) {
    // models ──▶ changes of documents and of owners, in the order of the log
    SingleOutputStreamOperator<Either<DocumentChange, OwnerChange>> read =
        models
            .process(
                new ReadModels<>(
                    JOB,
                    SearchChanges.MODELS,
                    config.skipsLostRecords(),
                    new ReadSearchChanges(config.parallelism())))
            .returns(
                new EitherTypeInfo<>(
                    new AvroTypeInfo<>(DocumentChange.class),
                    new AvroTypeInfo<>(OwnerChange.class)))
            .uid(SearchUids.READ)
            .name("read models")
            .setParallelism(1)
            .setMaxParallelism(1);
    SingleOutputStreamOperator<DocumentChange> changes =
        read.process(new SplitChanges())
            .returns(new AvroTypeInfo<>(DocumentChange.class))
            .uid(SearchUids.SPLIT)
            .name("split changes")
            .setParallelism(1);

    // changes ──by owner──▶ the owner's part of documents
    DataStream<DocumentChange> ownerParts =
        changes
            .getSideOutput(SplitChanges.OWNERS)
            .keyBy(OwnerChange::getUserId, Types.LONG)
            .process(new DecideAtOwner(config.quantum()))
            .returns(new AvroTypeInfo<>(DocumentChange.class))
            .uid(SearchUids.OWNER)
            .name("decide at owner");

    // plays ──▶ changes of documents
    SingleOutputStreamOperator<DocumentChange> played =
        plays
            .process(new ReadPlays(JOB))
            .returns(new AvroTypeInfo<>(DocumentChange.class))
            .uid(SearchUids.READ_PLAYS)
            .name("read plays");

    // all three ──by document──▶ documents
    DataStream<Document> documents =
        changes
            .union(ownerParts, played)
            .keyBy(ReadSearchChanges::documentOf, Types.TUPLE(Types.INT, Types.LONG))
            .transform(
                "decide at document",
                new ImmutableAvroTypeInfo<>(Document.class),
                DecideAtDocument.operator(
                    config.generation(),
                    config.indicesHaveState(),
                    config.countsAfter(),
                    config.playsAfter()))
            .uid(SearchUids.DOCUMENT);

    // documents ──▶ Elasticsearch; effects commute, so their order does not matter
    SingleOutputStreamOperator<Passed> passed =
        StoreWrites.sized(
                documents,
                persist,
                new EitherTypeInfo<>(
                    new AvroTypeInfo<>(DeadLetter.class), new AvroTypeInfo<>(Passed.class)),
                config.documentsInFlight())
            .uid(SearchUids.PERSIST)
            .name("persist")
            .process(new ReportProgress())
            .returns(new AvroTypeInfo<>(Passed.class))
            .uid(SearchUids.REPORT)
            .name("report progress");

    // markers whose documents are durable ──▶ progress
    passed.sinkTo(sinks.progress()).uid(SearchUids.PROGRESS).name("progress");

    // unreadable records and documents that the index rejects ──▶ deadletters
    read.getSideOutput(DeadLetters.TAG)
        .union(played.getSideOutput(DeadLetters.TAG), passed.getSideOutput(DeadLetters.TAG))
        .sinkTo(sinks.deadLetters())
        .uid(SearchUids.DEADLETTERS)
        .name("deadletters")
        .setParallelism(1);
  }
}
