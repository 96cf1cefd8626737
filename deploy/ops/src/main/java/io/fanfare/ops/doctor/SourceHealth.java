package io.fanfare.ops.doctor;

import io.fanfare.connectors.debezium.source.SourceCheck;
import io.fanfare.connectors.debezium.source.SourceFindings;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.SourceAccess;
import io.fanfare.ops.source.SourceConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The source: both logins, and what a complete capture needs. */
record SourceHealth(PipelineAccess pipeline) implements Check {

  /** No server has this id. The connector's own is taken while it runs. */
  private static final long NO_ID = -1;

  @Override
  public String server() {
    return "source " + pipeline.source().url().replaceFirst("\\?.*$", "");
  }

  @Override
  public void add(List<Finding> findings) throws SQLException {
    SourceAccess source = pipeline.source();
    try (Connection reader = SourceConnection.openToRead(source)) {
      if (!reader.isValid(0)) {
        findings.add(Finding.problem("The connection of %s does not answer.", source.reader()));
      }
    } catch (SQLException e) {
      findings.add(
          Finding.problem("%s cannot log in: %s", source.reader(), String.valueOf(e.getMessage())));
    }
    try (Connection capture = SourceConnection.openToCapture(source)) {
      SourceFindings found = SourceCheck.run(capture, source.flavour(), source.database(), NO_ID);
      found.problems().forEach(problem -> findings.add(new Finding(true, problem)));
      found.unreadable().forEach(table -> findings.add(new Finding(false, table)));
      found.advice().forEach(advice -> findings.add(new Finding(false, advice)));
    }
  }
}
