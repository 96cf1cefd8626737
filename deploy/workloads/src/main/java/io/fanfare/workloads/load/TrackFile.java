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

  /** An unclosed quote must not fill the memory. */
  private static final int LONGEST_RECORD = 1 << 20;

  /** Receives the tracks of the catalogue, in its order. */
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
   * @throws IOException if the file cannot be read to its end; the reader has received all records
   *     before
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
      throw new IOException("it is not CSV from there on, perhaps because of an unclosed quote", e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void read(TrackColumns columns, CsvRecord record, Reader reader)
      throws SQLException {
    try {
      columns.requireWidth(record);
      if (record.getFields().stream().anyMatch(TextFile::isDamaged)) {
        throw new BadLineException(
            "a text has U+FFFD, or bytes that are not UTF-8: convert the file with iconv");
      }
      reader.track(new TrackRecord(columns, record));
    } catch (BadLineException e) {
      reader.bad(record.getStartingLineNumber(), e.reason(), text(record.getFields()));
    }
  }

  private static String text(List<String> fields) {
    return String.join(",", fields);
  }
}
