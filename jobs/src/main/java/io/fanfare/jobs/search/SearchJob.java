package io.fanfare.jobs.search;

import io.fanfare.connectors.kafka.TopicSource;
import io.fanfare.jobs.runtime.DeadLetters;
import io.fanfare.jobs.runtime.JobEnvironment;
import io.fanfare.jobs.runtime.PassedMarkers;
import io.fanfare.jobs.search.functions.PersistDocuments;
import io.fanfare.schemas.JobNames;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.deadletters.LogRecord;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs {@link SearchTopology} on Kafka and Elasticsearch. */
public final class SearchJob {

  private SearchJob() {}

  public static void main(String[] arguments) throws Exception {
    SearchConfig config = JobEnvironment.settings(arguments).build(SearchConfig::from);
    JobEnvironment.execute(define(config), JobNames.search(config.generation()), arguments);
  }

  /** Builds the job, ready to execute, without connecting to any server. */
  public static StreamExecutionEnvironment define(SearchConfig config) {
    StreamExecutionEnvironment environment = JobEnvironment.create(config.parallelism());
    DataStream<LogRecord> models =
        environment
            .fromSource(
                TopicSource.of(
                    Topics.MODELS, config.kafka(), SearchTopology.JOB, config.skipsLostRecords()),
                WatermarkStrategy.noWatermarks(),
                "models")
            .uid(SearchUids.SOURCE)
            .setParallelism(1);
    DataStream<LogRecord> plays =
        environment
            .fromSource(
                TopicSource.of(
                    Topics.STATS_PLAYS,
                    config.kafka(),
                    SearchTopology.JOB,
                    config.skipsLostRecords()),
                WatermarkStrategy.noWatermarks(),
                "plays")
            .uid(SearchUids.PLAYS);
    SearchTopology.define(
        models,
        plays,
        new PersistDocuments(
            SearchTopology.JOB,
            config.elasticsearch(),
            config.generation(),
            config.maxDocumentsPerSecond()),
        new SearchTopology.Sinks(
            PassedMarkers.sink(config.kafka()), DeadLetters.sink(config.kafka())),
        config);
    return environment;
  }
}
