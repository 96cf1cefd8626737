package io.fanfare.workloads.bench.backfill;

import io.fanfare.connectors.cassandra.DashboardTables;
import io.fanfare.local.StackSettings;
import io.fanfare.local.process.Launch;
import io.fanfare.local.process.LogTail;
import io.fanfare.local.server.CassandraServer;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.setup.SchemaScript;
import io.fanfare.workloads.bench.kit.CassandraTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The other way to fill a table: its files are written without Cassandra, and then imported. A
 * cluster allows this only where a program may write to the disks of its nodes.
 */
final class Sstables {

  private static final int LINES = 20;
  private static final String PROGRAM = "io.fanfare.sstables.SstableProgram";

  private final StackSettings settings;

  Sstables(StackSettings settings) {
    this.settings = settings;
  }

  /**
   * What was measured.
   *
   * @param writingSeconds of the program, without its start
   */
  record Imported(long entries, double writingSeconds, double importSeconds) {

    double entriesPerSecond() {
      return entries / (writingSeconds + importSeconds);
    }
  }

  /**
   * Fills the empty table of a generation, beside the servers of the stack, which are idle.
   *
   * @param recipients who get the same number of entries each
   */
  Imported fill(CassandraTable table, int generation, int recipients, int entriesOfEach)
      throws IOException, InterruptedException {
    Path directory = Files.createDirectories(settings.home().data("sstables"));
    Path schema = Files.writeString(directory.resolve("table.cql"), statement(generation));
    Path files = Files.createDirectories(directory.resolve("files"));
    double writing = write(directory, schema, files, recipients, entriesOfEach);
    long began = System.nanoTime();
    table.importFrom(files);
    double importing = (System.nanoTime() - began) / 1e9;
    long entries = (long) recipients * entriesOfEach;
    if (table.count() != entries) {
      throw new OperationException(
          "The table has %,d entries after an import of %,d: this must never be."
              .formatted(table.count(), entries));
    }
    return new Imported(entries, writing, importing);
  }

  private static String statement(int generation) {
    String table = DashboardTables.of(generation).rename("fanfare.dashboard_entries") + " (";
    return SchemaScript.statements("/cassandra/schema.cql").stream()
        .filter(statement -> statement.contains(table))
        .findFirst()
        .orElseThrow();
  }

  private double write(Path directory, Path schema, Path files, int recipients, int entriesOfEach)
      throws IOException, InterruptedException {
    List<String> command =
        CassandraServer.tool(settings)
            .jarsIn(settings.checkout().sstables())
            .main(PROGRAM, schema, files, recipients, entriesOfEach);
    Path output = directory.resolve("output.txt");
    int code = new Launch(command).start(directory, output).waitFor();
    if (code != 0) {
      throw new OperationException(
          "No SSTables were written, exit code %d: %s".formatted(code, LogTail.of(output, LINES)));
    }
    List<String> lines = Files.readAllLines(output);
    return Double.parseDouble(lines.get(lines.size() - 1));
  }
}
