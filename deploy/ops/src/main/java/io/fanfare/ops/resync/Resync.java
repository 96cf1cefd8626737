package io.fanfare.ops.resync;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.capture.KnownDefinitions;
import io.fanfare.ops.refresh.LoggedRows;
import io.fanfare.ops.refresh.Refresher;
import io.fanfare.ops.refresh.RowKey;
import io.fanfare.ops.refresh.SelectRows;
import io.fanfare.ops.refresh.SelectedRows;
import io.fanfare.ops.refresh.UnreadableRows;
import io.fanfare.ops.source.SourceConnection;
import io.fanfare.ops.terminal.Lines;
import io.fanfare.ops.terminal.ProgressBar;
import io.fanfare.ops.topics.ModelsAppender;
import io.fanfare.ops.topics.TopicLog;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.settings.KafkaAccess;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * Refreshes all rows of some tables, and the rows that the log knows but the source no longer has.
 * Then the views have changes that were missing in the binlog. Needs memory for some thousand rows,
 * for tables of any size.
 */
public final class Resync {

  private static final int ROWS_IN_CHUNK = 1_000;
  private static final double MILLIS = 1000.0;

  private final PipelineAccess pipeline;
  private final KafkaAccess kafka;
  private final PrintWriter out;
  private final Lines lines;

  public Resync(PipelineAccess pipeline, PrintWriter out) {
    this.pipeline = pipeline;
    this.kafka = pipeline.kafka();
    this.out = out;
    this.lines = Lines.to(out);
  }

  /**
   * Refreshes tables. If these are all tables, records it in the schema history: then nothing is
   * known any longer that was deleted before a snapshot began again.
   *
   * @param skipsMissing whether tables that the source does not have are skipped
   * @return the rows that could not be read and were skipped
   * @throws OperationException if a table is missing, or the source or Kafka stops answering; rows
   *     that were refreshed by then stay refreshed
   */
  public UnreadableRows run(Set<Model> wanted, boolean skipsMissing) throws InterruptedException {
    // A snapshot that begins while this runs is another one, and needs another resync.
    Optional<JsonNode> repeated =
        wanted.containsAll(EnumSet.allOf(Model.class)) ? repeatedSnapshot() : Optional.empty();
    try (Connection source = connect()) {
      UnreadableRows unreadable = refresh(wanted, skipsMissing, new SelectRows(source));
      if (repeated.isPresent()) {
        new SchemaHistory(pipeline).appendResync(repeated.get());
      }
      return unreadable;
    } catch (SQLException e) {
      throw new OperationException(
          "The source stopped answering: %s. What was refreshed stays refreshed; run the command again."
              .formatted(e.getMessage()),
          e);
    }
  }

  /**
   * The tables that {@link #run} would refresh, each with its number of rows now; changes nothing.
   *
   * @throws OperationException if a table is missing, or the source does not answer
   */
  public Map<String, Long> plan(Set<Model> wanted, boolean skipsMissing) {
    try (Connection source = connect()) {
      SelectRows rows = new SelectRows(source);
      Map<String, Long> tables = new LinkedHashMap<>();
      for (Model model : readable(wanted, skipsMissing, rows)) {
        tables.put(model.table(), rows.count(model));
      }
      return tables;
    } catch (SQLException e) {
      throw new OperationException("The source stopped answering: " + e.getMessage(), e);
    }
  }

  private Optional<JsonNode> repeatedSnapshot() {
    return KnownDefinitions.read(kafka, pipeline.source().database()).repeatedSnapshot();
  }

  private Connection connect() {
    try {
      return SourceConnection.openToRead(pipeline.source());
    } catch (SQLException e) {
      throw new OperationException(
          "The source cannot be reached: " + e.getMessage() + ". Check its address and login.", e);
    }
  }

  private UnreadableRows refresh(Set<Model> wanted, boolean skipsMissing, SelectRows rows)
      throws SQLException {
    Instant began = Instant.now();
    try (ModelsAppender appender = new ModelsAppender(kafka)) {
      Refresher refresher = new Refresher(rows, appender);
      Set<Model> models = readable(wanted, skipsMissing, rows);
      compareWithLog(models, rows, refresher);
      lines.print(
          "Of the rows in the log, %,d are different now and %,d are gone.",
          refresher.saved(), refresher.destroyed());
      long refreshed = 0;
      for (Model model : models) {
        refreshed += refreshAll(model, rows, refresher);
      }
      double seconds = Math.max(1, Duration.between(began, Instant.now()).toMillis()) / MILLIS;
      lines.print(
          "%,d rows were refreshed with %,d records, in %.1f s.",
          refreshed, refresher.saved() + refresher.destroyed(), seconds);
      return refresher.unreadable();
    }
  }

  private Set<Model> readable(Set<Model> wanted, boolean skipsMissing, SelectRows rows)
      throws SQLException {
    Set<Model> readable = EnumSet.noneOf(Model.class);
    for (Model model : wanted) {
      if (rows.has(model)) {
        readable.add(model);
      } else if (skipsMissing) {
        lines.print("The source has no table %s.", model.table());
      } else {
        throw new OperationException("The source has no table " + model.table() + ".");
      }
    }
    return readable;
  }

  private void compareWithLog(Set<Model> models, SelectRows rows, Refresher refresher)
      throws SQLException {
    try (TopicLog log = new TopicLog(kafka, Topics.MODELS);
        ProgressBar progress = new ProgressBar(out, "records", log.length())) {
      LoggedRows logged = new LoggedRows(models, any -> true, rows, refresher);
      log.read(
          record -> {
            logged.add(record);
            progress.at(log.passed());
          });
      logged.flush();
    }
  }

  private long refreshAll(Model model, SelectRows rows, Refresher refresher) throws SQLException {
    long done = 0;
    long refreshed = 0;
    try (ProgressBar progress =
        new ProgressBar(out, "rows of " + model.table(), rows.count(model))) {
      RowKey last = null;
      do {
        SelectedRows chunk = rows.after(model, last, ROWS_IN_CHUNK);
        Map<RowKey, @Nullable SpecificRecordBase> before = new LinkedHashMap<>();
        chunk.rows().keySet().forEach(key -> before.put(key, null));
        chunk.unreadable().keySet().forEach(key -> before.put(key, null));
        last = chunk.last();
        refresher.refresh(before, chunk);
        done += before.size();
        refreshed += chunk.rows().size();
        progress.at(done);
      } while (last != null);
    }
    return refreshed;
  }
}
