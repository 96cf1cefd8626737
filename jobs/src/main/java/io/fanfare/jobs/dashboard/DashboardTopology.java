package io.fanfare.jobs.dashboard;

import io.fanfare.jobs.dashboard.functions.Personalize;
import io.fanfare.jobs.runtime.DeadLetters;
import io.fanfare.jobs.runtime.PassedMarkers;
import io.fanfare.jobs.runtime.StoreWrites;
import io.fanfare.schemas.dashboard.DashboardUpdate;
import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.progress.Passed;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.java.typeutils.EitherTypeInfo;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;
import org.apache.flink.types.Either;

/**
 * Personalization and persistence of one lane.
 *
 * <pre>
 * dashboard.LANE ──▶ persist (Cassandra) ──acknowledged──▶ personalize ──▶ dashboard.updates
 *                                                              │
 *                                                              ▼
 *                                                     progress, deadletters
 * </pre>
 */
public final class DashboardTopology {

  /** Where the job's results go. */
  public record Sinks(
      Sink<DashboardUpdate> updates, Sink<Passed> progress, Sink<DeadLetter> deadLetters) {}

  private DashboardTopology() {}

  /**
   * @param store writes chunks; emits each when it is durable, or its dead letter
   */
  public static void define(
      DataStream<LogRecord> lane,
      AsyncFunction<LogRecord, Either<DeadLetter, FanOutChunk>> store,
      Sinks sinks,
      DashboardConfig config) {
    // lane ──▶ chunks that are durable; effects commute, so their order does not matter
    SingleOutputStreamOperator<Either<DeadLetter, FanOutChunk>> persisted =
        StoreWrites.operator(lane, store, config.chunksInFlight())
            .returns(
                new EitherTypeInfo<>(
                    new AvroTypeInfo<>(DeadLetter.class), new AvroTypeInfo<>(FanOutChunk.class)))
            .uid(DashboardUids.PERSIST)
            .name("persist");

    // acknowledged ──▶ completion events
    SingleOutputStreamOperator<DashboardUpdate> updates =
        persisted
            .process(new Personalize(config.lane()))
            .returns(new AvroTypeInfo<>(DashboardUpdate.class))
            .uid(DashboardUids.PERSONALIZE)
            .name("personalize");
    updates.sinkTo(sinks.updates()).uid(DashboardUids.UPDATES).name("updates");

    // markers whose chunks are durable ──▶ progress
    updates
        .getSideOutput(PassedMarkers.TAG)
        .sinkTo(sinks.progress())
        .uid(DashboardUids.PROGRESS)
        .name("progress");

    // unreadable records, and chunks that the store rejects ──▶ deadletters
    updates
        .getSideOutput(DeadLetters.TAG)
        .sinkTo(sinks.deadLetters())
        .uid(DashboardUids.DEADLETTERS)
        .name("deadletters");
  }
}
