package io.fanfare.workloads.bench.kit;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.fanfare.local.server.CassandraServer;
import io.fanfare.local.supervisor.LocalStack;
import io.fanfare.local.supervisor.ServerReport;
import io.fanfare.ops.OperationException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** A table of the stack, looked at from below. */
public final class CassandraTable {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final CqlSession session;
  private final long cassandra;
  private final Path data;
  private final String keyspace;
  private final String table;

  /**
   * @param stack whose processes must belong to this user
   */
  public CassandraTable(LocalStack stack, CqlSession session, String keyspace, String table) {
    this.session = session;
    this.keyspace = keyspace;
    this.table = table;
    this.data = stack.addresses().settings().home().data(CassandraServer.NAME);
    this.cassandra =
        stack.state().servers().stream()
            .filter(server -> server.name().equals(CassandraServer.NAME))
            .mapToLong(ServerReport::pid)
            .findFirst()
            .orElseThrow();
  }

  public void truncate() {
    session.execute(statement("TRUNCATE %s.%s"));
  }

  public long count() {
    return Objects.requireNonNull(session.execute(statement("SELECT COUNT(*) FROM %s.%s")).one())
        .getLong(0);
  }

  /** Bytes of all files of the table once everything is on disk and compacted. */
  public long compactedBytes() {
    compact();
    Path tables = data.resolve("data").resolve(keyspace);
    long bytes = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(tables, table + "-*")) {
      for (Path directory : files) {
        bytes += bytes(directory);
      }
      return bytes;
    } catch (IOException e) {
      throw new OperationException("Cassandra's files cannot be looked at: " + e, e);
    }
  }

  private static long bytes(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  /** As nodetool does: flushing and compacting are no statements of CQL. */
  private void compact() {
    manage(
        "compact its table",
        node -> {
          ObjectName storage = new ObjectName("org.apache.cassandra.db:type=StorageService");
          node.invoke(
              storage,
              "forceKeyspaceFlush",
              new Object[] {keyspace, new String[] {table}},
              new String[] {String.class.getName(), String[].class.getName()});
          node.invoke(
              storage,
              "forceKeyspaceCompaction",
              new Object[] {false, keyspace, new String[] {table}},
              new String[] {
                boolean.class.getName(), String.class.getName(), String[].class.getName()
              });
        });
  }

  /** Has the node take the table's files that another program has written, as nodetool does. */
  public void importFrom(Path directory) {
    String flag = boolean.class.getName();
    manage(
        "import files",
        node ->
            node.invoke(
                new ObjectName(
                    "org.apache.cassandra.db:type=Tables,keyspace=%s,table=%s"
                        .formatted(keyspace, table)),
                "importNewSSTables",
                // All that it does by default: it does not read every row again.
                new Object[] {
                  Set.of(directory.toString()), true, true, true, true, true, false, false
                },
                new String[] {Set.class.getName(), flag, flag, flag, flag, flag, flag, flag}));
  }

  private interface Management {
    void run(MBeanServerConnection node) throws IOException, JMException;
  }

  @SuppressWarnings("BanJNDI") // The address comes from a process of our own on this machine.
  private void manage(String what, Management management) {
    try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(agent()))) {
      management.run(connector.getMBeanServerConnection());
    } catch (IOException | JMException | AttachNotSupportedException e) {
      throw new OperationException("Cassandra did not %s: %s".formatted(what, e), e);
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

  private SimpleStatement statement(String cql) {
    return SimpleStatement.newInstance(cql.formatted(keyspace, table)).setTimeout(PATIENCE);
  }
}
