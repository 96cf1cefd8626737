package io.fanfare.rebuild.search;

import io.fanfare.jobs.runtime.JobEnvironment;
import io.fanfare.jobs.savepoints.SavepointAge;
import io.fanfare.schemas.JobNames;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Writes every document that the state of a search job accounts for, each once, as it stands there.
 * It reads the savepoint only, and ends when all documents are durable: a search job of the same
 * generation then starts from the same savepoint and follows the source.
 */
public final class SearchRebuildJob {

  private SearchRebuildJob() {}

  public static void main(String[] arguments) throws Exception {
    SearchRebuildConfig config =
        JobEnvironment.settings(arguments).build(SearchRebuildConfig::from);
    StreamExecutionEnvironment environment = JobEnvironment.createBatch(config.parallelism());
    SearchRebuildTopology.define(
        SavepointReader.read(environment, config.savepoint()),
        new DocumentSink(config, SavepointAge.of(config.savepoint())));
    JobEnvironment.executeBatch(environment, JobNames.SEARCH_REBUILD, arguments);
  }
}
