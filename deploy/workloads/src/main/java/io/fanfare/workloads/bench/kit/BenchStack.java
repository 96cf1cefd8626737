package io.fanfare.workloads.bench.kit;

import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.api.auth.Tokens;
import io.fanfare.connectors.cassandra.CassandraSession;
import io.fanfare.connectors.cassandra.DashboardTables;
import io.fanfare.local.StackAddresses;
import io.fanfare.local.StackSettings;
import io.fanfare.local.StackSettings.Extent;
import io.fanfare.local.supervisor.LocalStack;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.progress.AllViews;
import io.fanfare.ops.terminal.Progress;
import io.fanfare.workloads.faults.Disturbances;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** A stack of a benchmark's own, and what the benchmark does with it. */
public final class BenchStack implements AutoCloseable {

  private final StackSettings settings;
  private final Posts posts;
  private final Progress progress;
  private final LocalStack stack;
  private final CqlSession session;
  private final Network network;
  private final CompletionCount completions;

  private BenchStack(StackSettings settings, Posts posts, Consumer<String> lines)
      throws InterruptedException, SQLException {
    this.settings = settings;
    this.posts = posts;
    this.progress = new Progress(lines);
    this.stack = LocalStack.up(settings, lines);
    StackAddresses addresses = stack.addresses();
    this.session = CassandraSession.open(addresses.cassandra());
    this.network = new Network(addresses);
    this.completions = new CompletionCount(addresses.kafka());
  }

  /** Starts a stack with what its home holds. */
  public static BenchStack up(StackSettings settings, Posts posts, Consumer<String> lines)
      throws InterruptedException, SQLException {
    // Search would take its part of the processors, and none of what is measured needs it.
    return new BenchStack(settings.withExtent(Extent.DASHBOARDS), posts, lines);
  }

  /** The same with the job and the agents of notifications. */
  public static BenchStack sending(StackSettings settings, Posts posts, Consumer<String> lines)
      throws InterruptedException, SQLException {
    return new BenchStack(
        settings.withExtent(Extent.NOTIFICATIONS).withSending(true), posts, lines);
  }

  /** The same with the edge, for rows that are no follow graph's. */
  public static BenchStack withEdge(StackSettings settings, Consumer<String> lines)
      throws InterruptedException, SQLException {
    return up(settings.withEdge(true), new Posts(FollowGraph.zipf(1, 1, 1, 0), 0), lines);
  }

  /** Writes all users and follows, and returns when fan-out knows every follow. */
  public void writeNetwork() throws InterruptedException, SQLException {
    FollowGraph graph = posts.graph();
    network.write(graph);
    progress.report(
        "%,d users and %,d follows are written", graph.users().count(), graph.follows());
    awaitViews();
  }

  /** Returns when every effect of what is committed in the source is durable. */
  public void awaitViews() throws InterruptedException {
    new AllViews(addresses().access()).awaitCurrent();
  }

  /**
   * The same for a large backlog, with a word now and then on how it becomes less.
   *
   * @throws OperationException if it takes longer than this
   */
  public void awaitViews(Duration patience) throws InterruptedException {
    new AllViews(addresses().access())
        .awaitCurrent(patience, new BacklogWatch(completions, progress));
  }

  /** Kills between operations: the same seed kills the same servers after the same operations. */
  public Disturbances disturbances(long seed, int operations, int kills) {
    return new Disturbances(stack, new Random(seed), operations, kills, false);
  }

  /** Kills a server like a crash; the supervisor restarts it. */
  public void kill(String server) {
    stack.kill(server);
  }

  /** Stops a server, which stays down until {@link #start}. */
  public void stop(String server) throws InterruptedException {
    stack.stop(server);
  }

  /** Starts a server that was stopped, and returns when it is ready. */
  public void start(String server) throws InterruptedException {
    stack.start(server);
  }

  /** Reports progress, with the time since the start of the stack. */
  public Progress progress() {
    return progress;
  }

  public StackAddresses addresses() {
    return stack.addresses();
  }

  public CqlSession session() {
    return session;
  }

  public Network network() {
    return network;
  }

  public FlinkJobs flink() {
    return new FlinkJobs(addresses().flink().url());
  }

  /** Of any user: the stack's secrets are at hand. */
  public FeedClient feeds() throws IOException {
    Tokens tokens = Tokens.of(Files.readString(settings.secrets().tokenKeyFile()));
    return new FeedClient(addresses().apiUrl(), tokens);
  }

  public CpuClock cpu() {
    return new CpuClock(stack);
  }

  public CassandraTable table() {
    return new CassandraTable(stack, session, "fanfare", "dashboard_entries");
  }

  /** The entries of one generation. */
  public CassandraTable table(int generation) {
    String table = generation == DashboardTables.FIRST ? "" : "_" + generation;
    return new CassandraTable(stack, session, "fanfare", "dashboard_entries" + table);
  }

  /** The devices that get pushes. */
  public CassandraTable devices() {
    return new CassandraTable(stack, session, "fanfare", "notification_devices");
  }

  /** How long the last run of a job that has ended took, s. */
  public double jobSeconds(String name) throws IOException, InterruptedException {
    return flink().seconds(name);
  }

  /** How long the tasks of a job that runs have been busy since they began, s. Takes 13 s. */
  public double busySeconds(String name) throws IOException, InterruptedException {
    return flink().busySeconds(name);
  }

  /** One post of each artist, published at once. */
  public void publishRound() throws InterruptedException, SQLException {
    publish(posts.round());
  }

  /** Publishes posts all at once and returns when every entry is durable: entries a second. */
  public double publish(List<Post> published) throws InterruptedException, SQLException {
    long entries = posts.entries(published);
    long before = completions.now();
    long began = System.nanoTime();
    network.publish(published);
    completions.await(before + entries, progress);
    return entries / ((System.nanoTime() - began) / 1e9);
  }

  /** Stops the stack; what it keeps stays. */
  @Override
  public void close() {
    try {
      network.close();
    } catch (SQLException e) {
      throw new OperationException("The source was not left in order: " + e.getMessage(), e);
    } finally {
      completions.close();
      session.close();
      stack.close();
    }
  }
}
