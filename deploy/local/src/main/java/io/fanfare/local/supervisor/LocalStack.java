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
import io.fanfare.local.server.AgentProcess;
import io.fanfare.local.server.AlertmanagerServer;
import io.fanfare.local.server.ApiServerProcess;
import io.fanfare.local.server.CassandraServer;
import io.fanfare.local.server.ConnectServer;
import io.fanfare.local.server.ElasticsearchServer;
import io.fanfare.local.server.ExporterProcess;
import io.fanfare.local.server.HaproxyServer;
import io.fanfare.local.server.JobManagerServer;
import io.fanfare.local.server.KafkaFeatures;
import io.fanfare.local.server.KafkaServer;
import io.fanfare.local.server.MariaDbServer;
import io.fanfare.local.server.NginxServer;
import io.fanfare.local.server.PrometheusServer;
import io.fanfare.local.server.PurgerProcess;
import io.fanfare.local.server.ReceiversProcess;
import io.fanfare.local.server.SourceDatabase;
import io.fanfare.local.server.TaskManagerServer;
import io.fanfare.local.server.VarnishServer;
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
 * The whole stack on this machine. Its servers are children of this process, and a server that dies
 * is restarted until {@link #close}. The stack is also closed when this process ends in an orderly
 * way. If the process is killed, the next stack in the same home ends the leftover servers.
 */
public final class LocalStack implements AutoCloseable {

  /** The stack has one broker and one node. */
  private static final int COPIES = 1;

  private static final Duration LEFTOVERS_PATIENCE = Duration.ofSeconds(20);

  private final StackSettings settings;
  private final Progress progress;
  private final HomeLock lock;
  private final Steps steps = new Steps();
  private final Servers servers;
  private final Pipeline pipeline;
  private final Object closing = new Object();
  private final Object writing = new Object();
  private final Thread closeAtExit = new Thread(this::close, "stop-stack");
  private volatile StackState.Phase phase = StackState.Phase.STARTING;

  private LocalStack(StackSettings settings, Consumer<String> lines) {
    this.settings = settings;
    this.progress = new Progress(lines);
    settings.home().create();
    this.lock = HomeLock.take(settings.home());
    this.pipeline =
        new Pipeline(settings, progress, this::writeState, () -> kill(ConnectServer.NAME));
    this.servers = new Servers(settings, progress, this::writeState, this::onDeath);
    Runtime.getRuntime().addShutdownHook(closeAtExit);
  }

  /**
   * Starts a stack and waits until all of it is ready; with a pipeline, until rows flow from the
   * source to the API.
   *
   * @param lines receives a line of text for each step
   * @throws OperationException if the stack cannot be started; nothing of it keeps running then
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

  /** The current state. */
  public StackState state() {
    return new StackState(
        phase,
        settings.ports().base(),
        settings.extent(),
        servers.reports(),
        pipeline.jobs(),
        pipeline.problem());
  }

  /** Kills a server (SIGKILL) like a crash. The supervision restarts it. */
  public void kill(String server) {
    servers.get(server).kill();
  }

  /**
   * Has a job write a savepoint, which is kept for {@link #replay}.
   *
   * @return whether it was written; false if the job does not run
   * @throws IOException if Flink does not answer
   */
  public boolean keepSavepoint(String job) throws IOException, InterruptedException {
    return pipeline.keepSavepoint(job);
  }

  /**
   * Stops a job and starts it from its kept savepoint, so that it processes everything since then
   * again.
   *
   * @return whether it was stopped; false if it does not run or has no kept savepoint
   * @throws IOException if Flink does not answer; the supervision restarts the job then
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

  /** Stops the jobs, with savepoints if that is quick, and all servers. Their data stays. */
  @Override
  public void close() {
    // A second caller waits: the process must not end before its servers.
    synchronized (closing) {
      if (phase == StackState.Phase.STOPPED) {
        return;
      }
      phase = StackState.Phase.STOPPING;
      boolean interrupted = Thread.interrupted();
      try {
        writeState();
        steps.close();
        pipeline.stop();
        servers.stop();
        progress.report("the stack has stopped");
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
    writeState();
    new ProcessRecords(settings.home().run()).remove(SupervisorProgram.RECORD);
    lock.close();
    try {
      Runtime.getRuntime().removeShutdownHook(closeAtExit);
    } catch (IllegalStateException e) {
      // This is the hook itself.
    }
  }

  private void start() throws InterruptedException {
    progress.report(
        "starting the stack in %s, ports %d to %d of %s",
        settings.home().root(), settings.ports().base(), settings.ports().last(), Ports.HOST);
    settings.checkout().requireBuilt(settings);
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
    writeState();
  }

  private void checkSource(ExternalSource own) {
    SourceFindings found = ReachableSource.of(own).check();
    progress.report("the source is %s", own.description().describe());
    found.unreadable().forEach(problem -> progress.report("problem: %s", problem));
    found.advice().forEach(advice -> progress.report("advice: %s", advice));
  }

  private void endLeftovers() throws InterruptedException {
    ProcessRecords records = new ProcessRecords(settings.home().run());
    for (ProcessRecord ended : records.endAll(Servers.STOPPING_ORDER, LEFTOVERS_PATIENCE)) {
      progress.report("ended %s (process %d) of a killed supervisor", ended.name(), ended.pid());
    }
    SupervisorProgram.record(records);
  }

  /** Starts everything at once, except that each part waits for those that it needs. */
  private void startServers() {
    KafkaFeatures features = new KafkaFeatures(addresses().kafka(), progress);
    TopicSetup topicSetup = new TopicSetup(addresses().kafka(), COPIES);
    CassandraSchema tableSetup =
        new CassandraSchema(addresses().access().dashboards(), Keyspaces.DEFAULT, COPIES);

    CompletableFuture<Void> rows = startSource();
    CompletableFuture<Void> kafka = steps.add(features::raise, startServer(KafkaServer.NAME));
    CompletableFuture<Void> cassandra = startServer(CassandraServer.NAME);
    CompletableFuture<Void> jobManager = startServer(JobManagerServer.NAME);
    CompletableFuture<Void> taskManager = startServer(TaskManagerServer.NAME);
    CompletableFuture<Void> topics = addStep("topics", topicSetup::apply, kafka);
    CompletableFuture<Void> connect = startServer(ConnectServer.NAME, kafka);
    CompletableFuture<Void> tables = addStep("tables of Cassandra", tableSetup::apply, cassandra);
    CompletableFuture<Void> indices = startIndices();
    if (settings.isObserved()) {
      startServer(AlertmanagerServer.NAME);
      startServer(PrometheusServer.NAME);
      startServer(ExporterProcess.NAME, topics);
    }

    if (settings.extent().flows()) {
      CompletableFuture<Void> api = startServer(ApiServerProcess.NAME, topics, rows, tables);
      CompletableFuture<Void> capture = steps.add(pipeline::startConnector, connect, rows, topics);
      if (settings.hasEdge()) {
        startEdge(api, startServer(ApiServerProcess.SECOND, topics, rows, tables), capture);
      }
      CompletableFuture<Void> jobs =
          steps.add(pipeline::startJobs, jobManager, taskManager, topics, tables, indices);
      if (settings.sends()) {
        // They need no job; but rows should travel first.
        startServer(ReceiversProcess.NAME, jobs);
        AgentProcess.NAMES.forEach(agent -> startServer(agent, rows, jobs));
      }
    }
  }

  /** From the API servers to what clients reach. The purger waits for beats of the source. */
  private void startEdge(
      CompletableFuture<Void> api,
      CompletableFuture<Void> second,
      CompletableFuture<Void> capture) {
    CompletableFuture<Void> haproxy = startServer(HaproxyServer.NAME, api, second);
    CompletableFuture<Void> varnish = startServer(VarnishServer.NAME, haproxy);
    CompletableFuture<Void> purger = startServer(PurgerProcess.NAME, varnish, capture);
    startServer(NginxServer.NAME, haproxy, varnish, purger);
  }

  private CompletableFuture<Void> startIndices() {
    if (!settings.extent().searches()) {
      return CompletableFuture.completedFuture(null);
    }
    IndexSetup setup = new IndexSetup(addresses().access().requireSearch());
    return addStep("indices of Elasticsearch", setup::apply, startServer(ElasticsearchServer.NAME));
  }

  /** An external source already runs and has its tables. */
  private CompletableFuture<Void> startSource() {
    if (settings.source().isExternal()) {
      return CompletableFuture.completedFuture(null);
    }
    SourceDatabase source = new SourceDatabase(settings);
    return addStep("tables of the source", source::createTables, startServer(MariaDbServer.NAME));
  }

  @SafeVarargs
  private CompletableFuture<Void> startServer(String server, CompletableFuture<Void>... needed) {
    return steps.add(() -> servers.get(server).start(), needed);
  }

  private CompletableFuture<Void> addStep(
      String what, Steps.Body body, CompletableFuture<Void> needed) {
    return steps.add(
        () -> {
          body.run();
          progress.report("%s are ready", what);
        },
        needed);
  }

  private void onDeath(String server, OperationException death) {
    if (phase == StackState.Phase.STARTING) {
      steps.fail(death);
    } else if (server.equals(JobManagerServer.NAME)) {
      // The TaskManager would continue the former JobManager's tasks for a while, beside the new
      // ones.
      kill(TaskManagerServer.NAME);
    }
  }

  private void writeState() {
    synchronized (writing) {
      try {
        state().write(settings.home());
      } catch (OperationException e) {
        // The caller supervises a server or a job, and must continue with that.
        progress.report("the state of the stack could not be written: %s", e.getMessage());
      }
    }
  }
}
