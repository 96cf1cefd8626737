package io.fanfare.cli;

import io.fanfare.cli.options.Target;
import io.fanfare.connectors.cassandra.Keyspaces;
import io.fanfare.ops.CassandraAccess;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.setup.CassandraSchema;
import io.fanfare.ops.setup.IndexSetup;
import io.fanfare.ops.setup.TopicSetup;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Creates the topics, tables and indices of a pipeline. */
@Command(
    name = "setup",
    description = {
      "Creates the topics, tables and search indices that are missing, and gives existing topics"
          + " and index templates their declared settings. Running it twice is harmless.",
      "It does not create the connector."
    })
final class SetupCommand implements Callable<Integer> {

  @Mixin private final Target target = new Target();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--replication-factor",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "Copies of each partition of a new topic, and of each row of a new keyspace; what"
              + " exists keeps its number (default: ${DEFAULT-VALUE}).")
  private int replicationFactor;

  @Override
  public Integer call() throws InterruptedException {
    if (replicationFactor < 1 || replicationFactor > Short.MAX_VALUE) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "--replication-factor is %d: give a number from 1 to %d."
              .formatted(replicationFactor, Short.MAX_VALUE));
    }
    PipelineAccess pipeline = target.access();
    new TopicSetup(pipeline.kafkaBootstrap(), replicationFactor).run();
    report("The topics on %s are ready.", pipeline.kafkaBootstrap());
    createTables(pipeline.dashboards());
    CassandraAccess stats = pipeline.stats();
    if (stats != null && !stats.equals(pipeline.dashboards())) {
      createTables(stats);
    }
    if (pipeline.searches()) {
      new IndexSetup(pipeline.requireSearch()).run();
      report("The search indices are ready.");
    }
    return 0;
  }

  private void createTables(CassandraAccess cassandra) throws InterruptedException {
    new CassandraSchema(cassandra, Keyspaces.DEFAULT, replicationFactor).run();
    report("The tables on %s are ready.", cassandra.contactPoint());
  }

  private void report(String format, Object... arguments) {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.println(format.formatted(arguments));
    out.flush();
  }
}
