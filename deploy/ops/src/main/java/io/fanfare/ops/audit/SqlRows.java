package io.fanfare.ops.audit;

import io.fanfare.api.availability.UnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Rows that one SQL statement computes from the source's rows alone. The server sorts them and
 * streams them, so memory does not grow with the view.
 */
public final class SqlRows<E> implements ExpectedRows<E> {

  private static final int ROWS_AT_ONCE = 2_000;

  private final Reading<E> reading;
  private final PreparedStatement statement;
  private final ResultSet rows;
  private @Nullable E next;

  /** Makes a row of the view from a row of the answer. */
  public interface Reading<E> {
    E of(ResultSet row) throws SQLException;
  }

  /**
   * Runs a statement.
   *
   * @param values the statement's parameters
   * @throws UnavailableException if the source does not answer, here or while rows are read
   */
  public SqlRows(Connection source, String sql, List<Object> values, Reading<E> reading) {
    this.reading = reading;
    try {
      statement = source.prepareStatement(sql);
      statement.setFetchSize(ROWS_AT_ONCE);
      for (int place = 1; place <= values.size(); place++) {
        statement.setObject(place, values.get(place - 1));
      }
      rows = statement.executeQuery();
      read();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public E peek() {
    if (next == null) {
      throw new NoSuchElementException("there are no more rows");
    }
    return next;
  }

  @Override
  public E next() {
    E row = peek();
    try {
      read();
    } catch (SQLException e) {
      throw failed(e);
    }
    return row;
  }

  private void read() throws SQLException {
    next = rows.next() ? reading.of(rows) : null;
  }

  private static UnavailableException failed(SQLException cause) {
    return new UnavailableException(
        "The source does not answer the query of a view: " + cause.getMessage(), cause);
  }

  @Override
  public void close() {
    try {
      rows.close();
      statement.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }
}
