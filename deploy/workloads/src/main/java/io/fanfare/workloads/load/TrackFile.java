package io.fanfare.workloads.load;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.fanfare.ops.OperationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;

/** A catalogue: CSV with a header, in which a quoted text may go over several lines. */
final class TrackFile {

  /** A quote without its end must not take the memory. */
  private static final int LONGEST_RECORD = 1 << 20;

  /** Gets what the catalogue says, in its order. */
  interface Reader {

    void track(TrackRecord track) throws BadLineException, SQLException;

    void bad(long line, String reason, String text);
  }

  private final TextFile file;

  TrackFile(TextFile file) {
    this.file = file;
  }

  /**
   * Reads the whole catalogue.
   *
   * @throws IOException if the file cannot be read to its end; what was read till then counts
   * @throws OperationException if the header lacks what every track needs
   */
  void read(Reader reader) throws IOException, SQLException {
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .allowExtraFields(true)
            .allowMissingFields(true)
            .allowExtraCharsAfterClosingQuote(true)
            .maxBufferSize(LONGEST_RECORD)
            .ofCsvRecord(file.open())) {
      Iterator<CsvRecord> records = csv.iterator();
      if (!records.hasNext()) {
        throw new OperationException(file.path() + " is empty.");
      }
      TrackColumns columns = new TrackColumns(file, records.next());
      while (records.hasNext()) {
        read(columns, records.next(), reader);
      }
    } catch (CsvParseException e) {
      throw new IOException("it is no CSV from there on, perhaps for a quote without its end", e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void read(TrackColumns columns, CsvRecord record, Reader reader)
      throws SQLException {
    try {
      columns.requireWidth(record);
      reader.track(new TrackRecord(columns, record));
    } catch (BadLineException e) {
      reader.bad(record.getStartingLineNumber(), e.reason(), text(record.getFields()));
    }
  }

  private static String text(List<String> fields) {
    return String.join(",", fields);
  }
}
