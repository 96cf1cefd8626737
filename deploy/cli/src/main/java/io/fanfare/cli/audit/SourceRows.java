package io.fanfare.cli.audit;

import io.fanfare.api.availability.UnavailableException;
import io.fanfare.cli.source.SourceConnection;
import io.fanfare.local.StackAddresses;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The source, read only. */
final class SourceRows implements Doubts.Rows {

  /** Recipients of one statement. */
  private static final int CHUNK = 100;

  /** The server waits so long for a reader who is busy comparing. */
  private static final String PATIENCE = "SET SESSION net_write_timeout = 3600";

  private final StackAddresses addresses;
  private final LocalDateTime since;

  /**
   * @param since the oldest activity time that counts, UTC
   */
  SourceRows(StackAddresses addresses, LocalDateTime since) {
    this.addresses = addresses;
    this.since = since;
  }

  /** Something that is asked of the source. */
  interface Question<T> {
    T ask(Connection source) throws SQLException;
  }

  /**
   * Asks on a connection of its own.
   *
   * @throws UnavailableException if the source does not answer
   */
  <T> T ask(Question<T> question) {
    try (Connection source = SourceConnection.openToRead(addresses)) {
      try (Statement statement = source.createStatement()) {
        statement.execute(PATIENCE);
      }
      return question.ask(source);
    } catch (SQLException e) {
      throw new UnavailableException("The source does not answer: %s".formatted(e.getMessage()), e);
    }
  }

  Findings compare(List<Long> recipientIds, Comparison.Stored dashboards) {
    return ask(source -> Comparison.of(source, dashboards, recipientIds, since));
  }

  @Override
  public Set<Entry> expected(Set<Entry> entries) {
    Set<Long> recipients = new TreeSet<>();
    entries.forEach(entry -> recipients.add(entry.recipientId()));
    List<Long> all = new ArrayList<>(recipients);
    Set<Entry> expected = new HashSet<>();
    for (int from = 0; from < all.size(); from += CHUNK) {
      List<Long> chunk = all.subList(from, Math.min(from + CHUNK, all.size()));
      ask(
          source -> {
            try (ExpectedEntries rows = new ExpectedEntries(source, chunk, since)) {
              while (rows.hasNext()) {
                Entry entry = rows.next();
                if (entries.contains(entry)) {
                  expected.add(entry);
                }
              }
              return true;
            }
          });
    }
    return expected;
  }
}
