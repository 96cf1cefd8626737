package io.fanfare.ops.headroom;

import io.fanfare.connectors.debezium.source.BinlogRetention;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.SourceAccess;
import io.fanfare.ops.headroom.Headroom.Kind;
import io.fanfare.ops.progress.BinlogPosition;
import io.fanfare.ops.progress.CommittedPosition;
import io.fanfare.ops.rest.RestException;
import io.fanfare.ops.setup.SourceConnector;
import io.fanfare.ops.source.SourceConnection;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What is left of the source's binlog until changes are purged that the capture has not read. While
 * Connect is away, the position is the last one that it reported: it is then that time runs out.
 */
public final class BinlogHeadroom {

  private static final int PATIENCE_MILLIS = 10_000;

  private final SourceAccess source;
  private final SourceConnector connector;
  private @Nullable CommittedPosition last;

  public BinlogHeadroom(PipelineAccess pipeline) {
    source = pipeline.source();
    connector = new SourceConnector(pipeline.connect());
  }

  /**
   * What is left, and what mends it.
   *
   * @param keepAll the statements by which the source purges nothing more; empty if it does not
   * @param isPurged whether the source has no longer what the capture reads next
   */
  public record Left(Headroom headroom, String keepAll, boolean isPurged) {}

  /**
   * Asks Connect and the source. Empty if the connector has no position, or one of another server.
   *
   * @throws IOException if Connect does not answer, and has not before
   * @throws SQLException if the source does not answer
   */
  public Optional<Left> read() throws IOException, SQLException, InterruptedException {
    Optional<CommittedPosition> committed = committed();
    return committed.isPresent() ? left(committed.get()) : Optional.empty();
  }

  private Optional<CommittedPosition> committed() throws IOException, InterruptedException {
    try {
      Optional<CommittedPosition> committed = CommittedPosition.in(connector.position());
      last = committed.map(this::withTime).orElse(null);
    } catch (IOException e) {
      if (e instanceof RestException answer && answer.isNotFound()) {
        // Somebody has removed the connector.
        last = null;
      } else if (last == null) {
        throw e;
      }
    }
    return Optional.ofNullable(last);
  }

  /** A connector that was started again reports a time only with its first change. */
  private CommittedPosition withTime(CommittedPosition committed) {
    CommittedPosition before = last;
    return committed.changedAt() != null || before == null
        ? committed
        : new CommittedPosition(committed.position(), before.changedAt());
  }

  private Optional<Left> left(CommittedPosition committed) throws SQLException {
    try (Connection connection = SourceConnection.openToCapture(source)) {
      connection.setNetworkTimeout(Runnable::run, PATIENCE_MILLIS);
      BinlogRetention kept = BinlogRetention.read(connection);
      List<BinlogFile> files = BinlogFiles.read(connection);
      Instant changedAt = committed.changedAt();
      Duration age =
          changedAt == null ? Duration.ZERO : Duration.between(changedAt, now(connection));
      BinlogPosition position = committed.position();
      OptionalDouble ratio = BinlogRule.left(position, age, files, kept);
      if (ratio.isEmpty()) {
        return Optional.empty();
      }
      Headroom headroom = new Headroom(Kind.BINLOG, position.toString(), ratio.getAsDouble());
      boolean isPurged = files.stream().noneMatch(file -> file.name().equals(position.file()));
      return Optional.of(new Left(headroom, kept.keepAll(), isPurged));
    }
  }

  private static Instant now(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet time = statement.executeQuery("SELECT UNIX_TIMESTAMP()")) {
      time.next();
      return Instant.ofEpochSecond(time.getLong(1));
    }
  }
}
