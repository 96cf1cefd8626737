package io.fanfare.local.supervisor;

import io.fanfare.connectors.cassandra.Keyspaces;
import io.fanfare.connectors.debezium.source.SourceFindings;
import io.fanfare.local.ExternalSource;
import io.fanfare.local.Ports;
import io.fanfare.local.StackAddresses;
import io.fanfare.local.StackSettings;
import io.fanfare.local.pipeline.Pipeline;
import io.fanfare.local.pipeline.ReachableSource;
import io.fanfare.local.process.ProcessRecord;
import io.fanfare.local.process.ProcessRecords;
import io.fanfare.local.server.ApiServerProcess;
import io.fanfare.local.server.CassandraServer;
import io.fanfare.local.server.ConnectServer;
import io.fanfare.local.server.ElasticsearchServer;
import io.fanfare.local.server.JobManagerServer;
import io.fanfare.local.server.KafkaFeatures;
import io.fanfare.local.server.KafkaServer;
import io.fanfare.local.server.MariaDbServer;
import io.fanfare.local.server.SourceDatabase;
import io.fanfare.local.server.TaskManagerServer;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.setup.CassandraSchema;
import io.fanfare.ops.setup.IndexSetup;
import io.fanfare.ops.setup.TopicSetup;
import io.fanfare.ops.terminal.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The whole stack on this machine, owned by this process: its servers are our children, and whoever
 * dies is started again until {@link #close}. It is also closed when this process ends in an
 * orderly way; if it is killed, the next stack in the same home ends what it left.
 */
public final class LocalStack implements AutoCloseable {

  /** One broker and one node are all that a machine has. */
  private static final int COPIES = 1;

  private static final Duration LEFTOVERS_PATIENCE = Duration.ofSeconds(20);

  private final StackSettings settings;
  private final Progress progress;
  private final HomeLock lock;
  private final Steps steps = new Steps();
  private final Servers servers;
  private final Pipeline pipeline;
  private final Object closing = new Object();
  private final Object noting = new Object();
  private final Thread closeAtExit = new Thread(this::close, "stop-stack");
  private volatile StackState.Phase phase = StackState.Phase.STARTING;

  private LocalStack(StackSettings settings, Consumer<String> lines) {
    this.settings = settings;
    this.progress = new Progress(lines);
    settings.home().create();
    this.lock = HomeLock.take(settings.home());
    this.pipeline = new Pipeline(settings, progress, this::note);
    this.servers = new Servers(settings, progress, this::note, this::died);
    Runtime.getRuntime().addShutdownHook(closeAtExit);
  }

  /**
   * Starts a stack and returns when all of it is ready: where anything flows, when a row can travel
   * from the source to the API.
   *
   * @param lines gets a line of text for each step
   * @throws OperationException if it cannot be started; nothing of it is left then
   */
  public static LocalStack up(StackSettings settings, Consumer<String> lines)
      throws InterruptedException {
    LocalStack stack = new LocalStack(settings, lines);
    try {
      stack.start();
      return stack;
    } catch (RuntimeException | InterruptedException e) {
      stack.close();
      throw e;
    }
  }

  public StackAddresses addresses() {
    return new StackAddresses(settings);
  }

  /** How all of it is right now. */
  public StackState state() {
    return new StackState(
        phase,
        settings.ports().base(),
        settings.extent(),
        servers.reports(),
        pipeline.jobs(),
        pipeline.problem());
  }

  /** Kills a server (SIGKILL), as a crash would; it is started again by itself. */
  public void kill(String server) {
    servers.get(server).kill();
  }

  /**
   * Has a job write a savepoint, which is kept for {@link #replay}.
   *
   * @return whether there is one; not if the job does not run right now
   * @throws IOException if Flink does not answer
   */
  public boolean keepSavepoint(String job) throws IOException, InterruptedException {
    return pipeline.keepSavepoint(job);
  }

  /**
   * Stops a job and starts it from the savepoint that it kept: what came since is done once more.
   *
   * @return whether it was; not if the job does not run right now, or keeps none
   * @throws IOException if Flink does not answer; it is started again by itself then
   */
  public boolean replay(String job) throws IOException, InterruptedException {
    return pipeline.replay(job);
  }

  /** Stops a server, which stays down until {@link #start(String)}. */
  public void stop(String server) throws InterruptedException {
    servers.get(server).stop(LEFTOVERS_PATIENCE);
  }

  /** Starts a server that was stopped, and returns when it is ready. */
  public void start(String server) throws InterruptedException {
    servers.get(server).start();
  }

  /** Stops the jobs, with savepoints if that is quick, and all servers; what they keep stays. */
  @Override
  public void close() {
    // Whoever comes second waits: at the end of the process, nobody may leave before the servers.
    synchronized (closing) {
      if (phase == StackState.Phase.STOPPED) {
        return;
      }
      phase = StackState.Phase.STOPPING;
      boolean interrupted = Thread.interrupted();
      try {
        note();
        steps.close();
        pipeline.stop();
        servers.stop();
        progress.say("the stack is stopped");
      } catch (InterruptedException e) {
        interrupted = true;
      } finally {
        end();
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void end() {
    phase = StackState.Phase.STOPPED;
    note();
    new ProcessRecords(settings.home().run()).remove(SupervisorProgram.RECORD);
    lock.close();
    try {
      Runtime.getRuntime().removeShutdownHook(closeAtExit);
    } catch (IllegalStateException e) {
      // We are in it.
    }
  }

  private void start() throws InterruptedException {
    progress.say(
        "starting the stack in %s, ports %d to %d of %s",
        settings.home().root(), settings.ports().base(), settings.ports().last(), Ports.HOST);
    settings.checkout().requireBuilt(settings.extent());
    if (settings.source() instanceof ExternalSource own) {
      checkSource(own);
    }
    endLeftovers();
    addresses().writeConfiguration();
    servers.requireFreePorts();
    startServers();
    steps.await();
    if (settings.extent().flows()) {
      pipeline.watch();
    }
    phase = StackState.Phase.UP;
    note();
  }

  private void checkSource(ExternalSource own) {
    SourceFindings found = ReachableSource.of(own).check();
    progress.say("the source is %s", own.description().said());
    found.advice().forEach(advice -> progress.say("advice: %s", advice));
  }

  private void endLeftovers() throws InterruptedException {
    ProcessRecords records = new ProcessRecords(settings.home().run());
    for (ProcessRecord ended : records.endAll(Servers.STOPPING_ORDER, LEFTOVERS_PATIENCE)) {
      progress.say("ended %s (process %d), left by a killed supervisor", ended.name(), ended.pid());
    }
    SupervisorProgram.record(records);
  }

  /** Everything at once, as far as one does not need the other. */
  private void startServers() {
    KafkaFeatures features = new KafkaFeatures(addresses().kafkaBootstrap(), progress);
    TopicSetup topicSetup = new TopicSetup(addresses().kafkaBootstrap(), COPIES);
    CassandraSchema tableSetup = new CassandraSchema(
            addresses().access().dashboards(), Keyspaces.DEFAULT, COPIES);

    CompletableFuture<Void> rows = startSource();
    CompletableFuture<Void> kafka = steps.step(features::raise, starting(KafkaServer.NAME));
    CompletableFuture<Void> cassandra = starting(CassandraServer.NAME);
    CompletableFuture<Void> jobManager = starting(JobManagerServer.NAME);
    CompletableFuture<Void> taskManager = starting(TaskManagerServer.NAME);
    CompletableFuture<Void> topics = step("topics", topicSetup::run, kafka);
    CompletableFuture<Void> connect = starting(ConnectServer.NAME, kafka);
    CompletableFuture<Void> tables = step("tables of Cassandra", tableSetup::run, cassandra);
    CompletableFuture<Void> indices = startIndices();

    if (settings.extent().flows()) {
      starting(ApiServerProcess.NAME, topics, rows, tables);
      steps.step(pipeline::startConnector, connect, rows, topics);
      steps.step(pipeline::startJobs, jobManager, taskManager, topics, tables, indices);
    }
  }

  private CompletableFuture<Void> startIndices() {
    if (!settings.extent().searches()) {
      return CompletableFuture.completedFuture(null);
    }
    IndexSetup setup = new IndexSetup(addresses().access().requireSearch());
    return step("indices of Elasticsearch", setup::run, starting(ElasticsearchServer.NAME));
  }

  /** A source of somebody's own is there, with its tables. */
  private CompletableFuture<Void> startSource() {
    if (settings.source().isExternal()) {
      return CompletableFuture.completedFuture(null);
    }
    SourceDatabase source = new SourceDatabase(settings);
    return step("tables of the source", source::createTables, starting(MariaDbServer.NAME));
  }

  @SafeVarargs
  private CompletableFuture<Void> starting(String server, CompletableFuture<Void>... needed) {
    return steps.step(() -> servers.get(server).start(), needed);
  }

  private CompletableFuture<Void> step(
      String what, Steps.Body body, CompletableFuture<Void> needed) {
    return steps.step(
        () -> {
          body.run();
          progress.say("%s are there", what);
        },
        needed);
  }

  private void died(String server, OperationException death) {
    if (phase == StackState.Phase.STARTING) {
      steps.fail(death);
    } else if (server.equals(JobManagerServer.NAME)) {
      // It would go on with the tasks of the former JobManager for a while, beside the new one's.
      kill(TaskManagerServer.NAME);
    }
  }

  private void note() {
    synchronized (noting) {
      try {
        state().write(settings.home());
      } catch (OperationException e) {
        // Whoever notes it looks after a server or a job, and must go on with that.
        progress.say("the state could not be noted: %s", e.getMessage());
      }
    }
  }
}
