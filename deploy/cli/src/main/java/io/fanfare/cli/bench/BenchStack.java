package io.fanfare.cli.bench;

import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.connectors.cassandra.CassandraSession;
import io.fanfare.local.Progress;
import io.fanfare.local.StackAddresses;
import io.fanfare.local.StackException;
import io.fanfare.local.StackSettings;
import io.fanfare.local.server.CassandraServer;
import io.fanfare.local.supervisor.LocalStack;
import io.fanfare.local.supervisor.ServerReport;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** A stack of its own, empty at the start and gone at the end, with a workload's network in it. */
final class BenchStack implements AutoCloseable {

  private final StackSettings settings;
  private final Progress progress;
  private final LocalStack stack;
  private final CqlSession session;
  private final Network network;
  private final CompletionCount completions;
  private final Random random;

  private BenchStack(StackSettings settings, Workload workload, Consumer<String> lines)
      throws InterruptedException, SQLException {
    this.settings = settings;
    this.progress = new Progress(lines);
    this.random = new Random(workload.seed());
    settings.home().wipe();
    this.stack = LocalStack.up(settings, lines);
    StackAddresses addresses = stack.addresses();
    this.session =
        CassandraSession.open(addresses.cassandraContactPoint(), addresses.cassandraDatacenter());
    this.network = new Network(addresses, workload.graph());
    this.completions = new CompletionCount(addresses.kafkaBootstrap());
  }

  /** Starts the stack, and returns when fan-out knows every follow. */
  static BenchStack up(StackSettings settings, Workload workload, Consumer<String> lines)
      throws InterruptedException, SQLException {
    BenchStack bench = new BenchStack(settings, workload, lines);
    bench.network.write(bench.progress);
    // One key's changes are decided in their order: once these posts have come out, all follows
    // have gone in.
    bench.publish(bench.network.round(bench.random));
    return bench;
  }

  /** Says what happens, with the time since the stack was started. */
  Progress progress() {
    return progress;
  }

  StackAddresses addresses() {
    return stack.addresses();
  }

  CqlSession session() {
    return session;
  }

  Network network() {
    return network;
  }

  CompletionCount completions() {
    return completions;
  }

  CpuClock cpu() {
    return new CpuClock(stack);
  }

  DashboardTable table() {
    long pid =
        stack.state().servers().stream()
            .filter(server -> server.name().equals(CassandraServer.NAME))
            .mapToLong(ServerReport::pid)
            .findFirst()
            .orElseThrow();
    return new DashboardTable(session, pid, settings.home().data(CassandraServer.NAME));
  }

  List<Post> round() {
    return network.round(random);
  }

  /** Publishes posts all at once and returns when every entry is durable: entries a second. */
  double publish(List<Post> posts) throws InterruptedException, SQLException {
    long entries = network.entries(posts);
    long before = completions.now();
    long began = System.nanoTime();
    network.publish(posts);
    completions.await(before + entries, progress);
    return entries / ((System.nanoTime() - began) / 1e9);
  }

  @Override
  public void close() {
    try {
      network.close();
    } catch (SQLException e) {
      throw new StackException("The source was not left in order: " + e.getMessage(), e);
    } finally {
      completions.close();
      session.close();
      stack.close();
      settings.home().wipe();
    }
  }
}
