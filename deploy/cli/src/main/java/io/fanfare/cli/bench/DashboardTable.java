package io.fanfare.cli.bench;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.fanfare.local.StackException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The table of dashboard entries, looked at from below. */
final class DashboardTable {

  private static final String KEYSPACE = "fanfare";
  private static final String TABLE = "dashboard_entries";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final CqlSession session;
  private final long cassandra;
  private final Path data;

  /**
   * @param cassandra process id of the node, which must belong to this user
   * @param data directory of the node
   */
  DashboardTable(CqlSession session, long cassandra, Path data) {
    this.session = session;
    this.cassandra = cassandra;
    this.data = data;
  }

  void truncate() {
    session.execute(statement("TRUNCATE %s.%s"));
  }

  long count() {
    return Objects.requireNonNull(session.execute(statement("SELECT COUNT(*) FROM %s.%s")).one())
        .getLong(0);
  }

  /** Bytes of all files of the table once everything is on disk and compacted. */
  long compactedBytes() {
    compact();
    Path keyspace = data.resolve("data").resolve(KEYSPACE);
    long bytes = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(keyspace, TABLE + "-*")) {
      for (Path directory : files) {
        bytes += bytes(directory);
      }
      return bytes;
    } catch (IOException e) {
      throw new StackException("Cassandra's files cannot be looked at: " + e, e);
    }
  }

  private static long bytes(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  /** As nodetool does: flushing and compacting are no statements of CQL. */
  @SuppressWarnings("BanJNDI") // The address comes from a process of our own on this machine.
  private void compact() {
    try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(agent()))) {
      MBeanServerConnection node = connector.getMBeanServerConnection();
      ObjectName storage = new ObjectName("org.apache.cassandra.db:type=StorageService");
      node.invoke(
          storage,
          "forceKeyspaceFlush",
          new Object[] {KEYSPACE, new String[] {TABLE}},
          new String[] {String.class.getName(), String[].class.getName()});
      node.invoke(
          storage,
          "forceKeyspaceCompaction",
          new Object[] {false, KEYSPACE, new String[] {TABLE}},
          new String[] {boolean.class.getName(), String.class.getName(), String[].class.getName()});
    } catch (IOException | JMException | AttachNotSupportedException e) {
      throw new StackException("Cassandra did not compact its table: " + e, e);
    }
  }

  /** Address of the node's management agent, which is started if it does not run. */
  private String agent() throws IOException, AttachNotSupportedException {
    VirtualMachine node = VirtualMachine.attach(Long.toString(cassandra));
    try {
      return node.startLocalManagementAgent();
    } finally {
      node.detach();
    }
  }

  private static SimpleStatement statement(String cql) {
    return SimpleStatement.newInstance(cql.formatted(KEYSPACE, TABLE)).setTimeout(PATIENCE);
  }
}
