package io.fanfare.ops.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.connectors.debezium.ConnectorTemplate;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.capture.CaptureState;
import io.fanfare.ops.headroom.BinlogHeadroom;
import io.fanfare.ops.headroom.BinlogHeadroom.Left;
import io.fanfare.ops.rest.Rest;
import io.fanfare.ops.rest.RestException;
import io.fanfare.ops.setup.ConnectorSetup;
import io.fanfare.ops.setup.SourceConnector;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Kafka Connect: its plugins, and the connector. */
record ConnectHealth(PipelineAccess pipeline) implements Check {

  @Override
  public String server() {
    return "Connect " + pipeline.connect();
  }

  @Override
  public void add(List<Finding> findings) throws IOException, SQLException, InterruptedException {
    Set<String> plugins = new HashSet<>();
    for (JsonNode plugin :
        new Rest("Kafka Connect", pipeline.connect())
            .get("/connector-plugins?connectorsOnly=false")) {
      plugins.add(plugin.path("class").asText());
    }
    for (String plugin :
        List.of(pipeline.source().flavour().connectorClass(), ConnectorTemplate.converter())) {
      if (!plugins.contains(plugin)) {
        findings.add(
            Finding.problem(
                "The worker has no plugin with %s: put it on its plugin.path, and restart it.",
                plugin));
      }
    }
    if (findings.isEmpty()) {
      connector(findings);
    }
  }

  private static Finding nearlyPurged(Left left) {
    String place = left.headroom().place();
    return left.isPurged()
        ? Finding.problem(
            "The source has purged its binlog at %s, where the capture is: if the capture cannot"
                + " continue, `fanfare resync --all --skip-lost-binlog`.",
            place)
        : Finding.problem(
            "The capture is at %s, and at least %s of the source's retention is left until changes from"
                + " there on are purged and lost: %s Set it back when the capture has caught up.",
            place, left.headroom().percent(), left.keepAll());
  }

  private void connector(List<Finding> findings)
      throws IOException, SQLException, InterruptedException {
    SourceConnector connector = new SourceConnector(pipeline.connect());
    try {
      connector.definition();
    } catch (RestException e) {
      if (!e.isNotFound()) {
        throw e;
      }
      findings.add(
          Finding.problem(
              "There is no connector %s: `fanfare setup apply` registers it, if the configuration"
                  + " has capture-password-reference.",
              ConnectorTemplate.CONNECTOR));
      return;
    }
    if (pipeline.capture() != null) {
      new ConnectorSetup(pipeline.connect(), pipeline.capture())
          .differences().stream().map(Finding::of).forEach(findings::add);
    }
    CaptureState state = new CaptureState(pipeline);
    Optional<String> why = state.standstill();
    if (why.isEmpty()) {
      why = connector.failure();
    }
    why.ifPresent(reason -> findings.add(Finding.problem("The capture stands still: %s.", reason)));
    state.gaps(() -> false).forEach(gap -> findings.add(Finding.problem("%s.", gap)));
    try {
      new BinlogHeadroom(pipeline)
          .read()
          .filter(left -> left.headroom().isLow())
          .ifPresent(left -> findings.add(nearlyPurged(left)));
    } catch (SQLException e) {
      // The source has a check of its own.
    }
  }
}
