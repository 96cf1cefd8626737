package io.fanfare.local;

import io.fanfare.ops.OperationException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A checkout of Fanfare, with the paths of what its build produced for the stack. */
public record Checkout(Path root) {

  private static final String JOBS = "jobs/target";
  private static final String JOBS_JAR = "fanfare-jobs.jar";
  private static final String CASSANDRA_REBUILD = "jobs/rebuilds/cassandra/target";
  private static final String CASSANDRA_REBUILD_JAR = "fanfare-rebuild-cassandra.jar";
  private static final String ELASTICSEARCH_REBUILD = "jobs/rebuilds/elasticsearch/target";
  private static final String ELASTICSEARCH_REBUILD_JAR = "fanfare-rebuild-elasticsearch.jar";

  public Checkout {
    root = root.toAbsolutePath().normalize();
    if (root.toString().matches("(?s).*[:,}\"\\\\\n].*")) {
      throw new OperationException(
          "The checkout "
              + root
              + " has one of : , } \" \\ in its path. Class paths and configuration files cannot"
              + " contain these: move it.");
    }
  }

  /** The checkout whose script `fanfare` started this program. */
  public static Checkout current() {
    String root = System.getProperty("fanfare.checkout");
    if (root == null) {
      throw new OperationException(
          "There is no checkout, which a local stack needs: give --config FILE, or start ./fanfare"
              + " in a checkout.");
    }
    return new Checkout(Path.of(root));
  }

  /**
   * The checkout that contains a directory.
   *
   * @throws OperationException if there is none
   */
  public static Checkout around(Path directory) {
    for (Path at = directory.toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("fanfare")) && Files.isDirectory(at.resolve("deploy/local"))) {
        return new Checkout(at);
      }
    }
    throw new OperationException(directory + " is not in a checkout of Fanfare.");
  }

  /**
   * Checks that everything is built, before the first server starts.
   *
   * @throws OperationException naming what is missing
   */
  public void requireBuilt(StackSettings settings) {
    StackSettings.Extent extent = settings.extent();
    if (settings.isObserved()) {
      server("observability", "lib");
    }
    if (settings.sends()) {
      server("receivers", "lib");
      agentsJar();
      agentsLibraries();
    }
    if (settings.hasEdge()) {
      purgerJar();
      purgerLibraries();
    }
    server("mariadb", "mariadb");
    server("kafka", "lib");
    server("connect", "lib");
    server("connect", "plugins");
    server("cassandra", "lib");
    server("flink", "lib");
    if (extent.searches()) {
      server("elasticsearch", "lib");
    }
    if (extent.flows()) {
      connectConverter();
      jobsJar();
      built(root.resolve(CASSANDRA_REBUILD), CASSANDRA_REBUILD_JAR);
      built(root.resolve(ELASTICSEARCH_REBUILD), ELASTICSEARCH_REBUILD_JAR);
      apiServerJar();
      apiServerLibraries();
    }
  }

  /** A part of a built server, such as `lib` of `kafka`. */
  public Path server(String server, String part) {
    return built(root.resolve("deploy/local/servers").resolve(server).resolve("target"), part);
  }

  /** A file of `deploy/observability`, such as `rules.yml`. */
  public Path observability(String file) {
    return root.resolve("deploy/observability").resolve(file);
  }

  /** A file of `deploy/edge`, such as `varnish/fanfare.vcl`. */
  public Path edge(String file) {
    return root.resolve("deploy/edge").resolve(file);
  }

  /** Where programs of Debian are kept that this machine has not installed. */
  public Path fetched(String what) {
    return root.resolve("deploy/local/target/fetched").resolve(what);
  }

  public Path connectConverter() {
    return built(root.resolve("connectors/debezium/target"), "plugin");
  }

  public Path jobsJar() {
    return built(root.resolve(JOBS), JOBS_JAR);
  }

  /** The path of the jar of the rebuilds in Cassandra; it need not be built. */
  Path expectedCassandraRebuildJar() {
    return root.resolve(CASSANDRA_REBUILD).resolve(CASSANDRA_REBUILD_JAR);
  }

  /** The path of the jar of the rebuild in Elasticsearch; it need not be built. */
  Path expectedElasticsearchRebuildJar() {
    return root.resolve(ELASTICSEARCH_REBUILD).resolve(ELASTICSEARCH_REBUILD_JAR);
  }

  /** The path of the jobs' jar; it need not be built. */
  Path expectedJobsJar() {
    return root.resolve(JOBS).resolve(JOBS_JAR);
  }

  /** The jar of the jobs that benchmarks compare Fanfare's with. */
  public Path textbookJar() {
    return built(root.resolve("deploy/workloads/textbook/target"), "fanfare-textbook.jar");
  }

  /** The folder of the program that benchmarks compare rebuilds with. */
  public Path sstables() {
    return built(root.resolve("deploy/workloads/sstables"), "target");
  }

  public Path agentsLibraries() {
    return built(root.resolve("deploy/agents/target"), "lib");
  }

  public Path agentsJar() {
    return jar("deploy/agents", "fanfare-agents");
  }

  public Path purgerLibraries() {
    return built(root.resolve("deploy/purger/target"), "lib");
  }

  public Path purgerJar() {
    return jar("deploy/purger", "fanfare-purger");
  }

  public Path apiServerLibraries() {
    return built(root.resolve("api-server/target"), "lib");
  }

  public Path apiServerJar() {
    return jar("api-server", "fanfare-api-server");
  }

  /** The jar of a module's classes, whatever its version. */
  private Path jar(String module, String name) {
    Path target = built(root.resolve(module), "target");
    Path jar = first(target, name + "-*[!s].jar");
    return jar == null ? built(target, name + ".jar") : jar;
  }

  private static @Nullable Path first(Path directory, String glob) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, glob)) {
      for (Path file : files) {
        return file;
      }
      return null;
    } catch (IOException e) {
      throw new OperationException(directory + " cannot be read: " + e, e);
    }
  }

  private static Path built(Path directory, String part) {
    Path path = directory.resolve(part);
    if (!Files.exists(path)) {
      throw new OperationException(path + " is missing. Build it with `mvn -DskipTests package`.");
    }
    return path;
  }
}
