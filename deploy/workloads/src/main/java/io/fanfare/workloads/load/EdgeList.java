package io.fanfare.workloads.load;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.sql.SQLException;
import java.util.regex.Pattern;

/**
 * A list of edges, one per line: the first field follows the second, further fields are ignored.
 * The separator is a comma, tab, semicolon or space, by the first line. Blank lines and lines that
 * begin with # or % are ignored. A first line whose two fields are not numbers is a header. In a
 * file of MatrixMarket, so is the first line that is not ignored: it has the sizes of the matrix.
 *
 * <p>Each line is read by itself, so that a quote without its end costs no more than its line.
 */
public final class EdgeList {

  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+");
  private static final String MATRIX_MARKET = "%%MatrixMarket";

  /** Receives the edges of the list, in its order. */
  public interface Reader {

    /** An edge between two ids as the file has them, none negative. */
    void edge(long line, long from, long to) throws SQLException;

    void bad(long line, String reason, String text);
  }

  private final TextFile file;

  public EdgeList(TextFile file) {
    this.file = file;
  }

  /**
   * Reads the whole list.
   *
   * @throws IOException if the file cannot be read to its end; the reader has received all lines
   *     before
   */
  public void read(Reader reader) throws IOException, SQLException {
    try (TextLines lines = new TextLines(file.open())) {
      CsvReaderBuilder csv = null;
      long number = 0;
      boolean isMatrix = false;
      for (String line = lines.next(); line != null; line = lines.next()) {
        number++;
        isMatrix |= number == 1 && line.startsWith(MATRIX_MARKET);
        if (line.isBlank() || line.startsWith("#") || line.startsWith("%")) {
          continue;
        }
        boolean first = csv == null;
        if (csv == null) {
          csv = CsvReader.builder().fieldSeparator(separator(line));
        }
        if (!first || !isMatrix) {
          read(csv, number, line, first, reader);
        }
      }
    }
  }

  private static char separator(String line) {
    for (char candidate : new char[] {',', '\t', ';', ' '}) {
      if (line.indexOf(candidate) >= 0) {
        return candidate;
      }
    }
    return ',';
  }

  private static void read(
      CsvReaderBuilder csv, long number, String line, boolean first, Reader reader)
      throws SQLException {
    try {
      if (line.length() > TextLines.LONGEST) {
        throw new BadLineException("a line has more than 1,048,576 characters");
      }
      CsvRecord record = csv.ofSingleCsvRecord(line);
      if (record.getFieldCount() < 2) {
        throw new BadLineException("fewer than two fields");
      }
      String from = record.getField(0).strip();
      String to = record.getField(1).strip();
      if (!first || isNumber(from) || isNumber(to)) {
        reader.edge(number, id(from), id(to));
      }
    } catch (CsvParseException e) {
      reader.bad(number, "broken quotes, or thousands of fields", line);
    } catch (BadLineException e) {
      reader.bad(number, e.reason(), line);
    }
  }

  private static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  private static long id(String text) throws BadLineException {
    if (!isNumber(text)) {
      throw new BadLineException(
          text.isEmpty() ? "an id is missing" : "an id is not a whole number");
    }
    long id;
    try {
      id = Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new BadLineException(
          text.startsWith("-") ? "an id is negative" : "an id is larger than 64 bits hold");
    }
    if (id < 0) {
      throw new BadLineException("an id is negative");
    }
    return id;
  }
}
