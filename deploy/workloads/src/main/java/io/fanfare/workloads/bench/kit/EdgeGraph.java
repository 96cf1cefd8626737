package io.fanfare.workloads.bench.kit;

import io.fanfare.ops.OperationException;
import io.fanfare.workloads.bench.kit.FollowGraph.Edge;
import io.fanfare.workloads.load.BadLines;
import io.fanfare.workloads.load.EdgeList;
import io.fanfare.workloads.load.EdgeSurvey;
import io.fanfare.workloads.load.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads the graph of an edge list, with the users and follows that `fanfare load` makes of it. */
public final class EdgeGraph implements EdgeList.Reader {

  private final boolean mutual;
  private final long idOffset;
  private final BadLines badLines = new BadLines();
  private final List<Edge> edges = new ArrayList<>();

  private EdgeGraph(boolean mutual, long idOffset) {
    this.mutual = mutual;
    this.idOffset = idOffset;
  }

  /**
   * Reads a file.
   *
   * @param mutual whether an edge is a follow in both directions
   * @param lines gets what a person should know of the file
   * @throws OperationException if it cannot be read to its end
   */
  public static FollowGraph read(Path file, boolean mutual, Consumer<String> lines)
      throws SQLException {
    EdgeList list = new EdgeList(new TextFile(file));
    EdgeGraph graph = new EdgeGraph(mutual, EdgeSurvey.of(list).idOffset());
    try {
      list.read(graph);
    } catch (IOException e) {
      throw new OperationException(
          "%s could not be read to its end: %s.".formatted(file, e.getMessage()), e);
    }
    graph.badLines.report(file.toString()).forEach(lines);
    return FollowGraph.ofEdges(graph.edges);
  }

  @Override
  public void edge(long line, long from, long to) {
    long follower = from + idOffset;
    long followee = to + idOffset;
    if (follower < 0 || followee < 0) {
      bad(line, "an id is too large to be shifted by one", from + "," + to);
      return;
    }
    edges.add(new Edge(follower, followee));
    if (mutual) {
      edges.add(new Edge(followee, follower));
    }
  }

  @Override
  public void bad(long line, String reason, String text) {
    badLines.add(line, reason, text);
  }
}
