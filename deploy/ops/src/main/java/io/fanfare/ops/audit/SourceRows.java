package io.fanfare.ops.audit;

import io.fanfare.api.availability.UnavailableException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.source.SourceConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Reads the source. */
public final class SourceRows {

  /** Recipients in one statement. */
  static final int CHUNK = 100;

  /** The server must not hang up on a reader that is busy comparing. */
  private static final String PATIENCE = "SET SESSION net_write_timeout = 3600";

  private final PipelineAccess pipeline;

  public SourceRows(PipelineAccess pipeline) {
    this.pipeline = pipeline;
  }

  /** A query to the source. */
  public interface Question<T> {
    T ask(Connection source) throws SQLException;
  }

  /**
   * Runs a query on a connection of its own.
   *
   * @throws UnavailableException if the source does not answer
   */
  public <T> T ask(Question<T> question) {
    try (Connection source = SourceConnection.openToRead(pipeline.source())) {
      try (Statement statement = source.createStatement()) {
        statement.execute(PATIENCE);
      }
      return question.ask(source);
    } catch (SQLException e) {
      throw new UnavailableException("The source does not answer: %s".formatted(e.getMessage()), e);
    }
  }

  <E extends AuditedRow<E>> Findings<E> compare(View<E> view, List<Long> recipientIds) {
    return ask(source -> Comparison.of(source, view, recipientIds));
  }

  /** Those of some rows that a view should show now. */
  <E extends AuditedRow<E>> Set<E> expected(View<E> view, Set<E> rows) {
    return expected(view, rows, rows::contains);
  }

  /** The rows with these stems that a view should show now. */
  <E extends AuditedRow<E>> Set<E> expectedAt(View<E> view, Set<E> stems) {
    return expected(view, stems, row -> stems.contains(row.stem()));
  }

  private <E extends AuditedRow<E>> Set<E> expected(
      View<E> view, Set<E> rows, Predicate<E> condition) {
    Set<Long> recipients = new TreeSet<>();
    rows.forEach(row -> recipients.add(row.recipientId()));
    List<Long> all = new ArrayList<>(recipients);
    Set<E> expected = new HashSet<>();
    for (int from = 0; from < all.size(); from += CHUNK) {
      List<Long> chunk = all.subList(from, Math.min(from + CHUNK, all.size()));
      expected.addAll(ask(source -> expected(source, view, chunk, condition)));
    }
    return expected;
  }

  private static <E extends AuditedRow<E>> Set<E> expected(
      Connection source, View<E> view, List<Long> recipientIds, Predicate<E> condition) {
    Set<E> expected = new HashSet<>();
    try (ExpectedRows<E> all = view.expected(source, recipientIds)) {
      while (all.hasNext()) {
        E row = all.next();
        if (condition.test(row)) {
          expected.add(row);
        }
      }
    }
    return expected;
  }
}
