package io.fanfare.workloads.load;

import java.io.IOException;
import java.sql.SQLException;

/**
 * The facts about an edge list that loading needs before the first edge.
 *
 * @param edges lines that are edges
 * @param namesZero whether some edge has the id 0
 */
public record EdgeSurvey(long edges, boolean namesZero) {

  /** Reads the list; if it cannot be read to its end, up to there. */
  public static EdgeSurvey of(EdgeList list) throws SQLException {
    Counting counting = new Counting();
    try {
      list.read(counting);
    } catch (IOException e) {
      // The loader reaches the same place and reports it.
    }
    return new EdgeSurvey(counting.edges, counting.namesZero);
  }

  /** Users' ids are positive: a list that counts from 0 is shifted by one. */
  public long idOffset() {
    return namesZero ? 1 : 0;
  }

  private static final class Counting implements EdgeList.Reader {

    private long edges;
    private boolean namesZero;

    @Override
    public void edge(long line, long from, long to) {
      edges++;
      namesZero |= from == 0 || to == 0;
    }

    @Override
    public void bad(long line, String reason, String text) {}
  }
}
