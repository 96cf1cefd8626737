package io.fanfare.workloads.load;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a text, without their ends. A file without line ends must not fill the memory, so of
 * a line that is longer than {@link #LONGEST} only the beginning is kept.
 */
final class TextLines implements Closeable {

  /** In characters. */
  static final int LONGEST = 1 << 20;

  private static final int NO_CHARACTER = -1;

  private final Reader reader;
  private final char[] buffer = new char[1 << 13];
  private int at;
  private int end;
  private boolean isAfterCarriageReturn;

  TextLines(Reader reader) {
    this.reader = reader;
  }

  /** The next line; one character longer than {@link #LONGEST} if it was cut; null at the end. */
  @Nullable String next() throws IOException {
    int character = read();
    if (isAfterCarriageReturn && character == '\n') {
      character = read();
    }
    if (character == NO_CHARACTER) {
      return null;
    }
    StringBuilder line = new StringBuilder();
    while (character != NO_CHARACTER && character != '\n' && character != '\r') {
      if (line.length() <= LONGEST) {
        line.append((char) character);
      }
      character = read();
    }
    isAfterCarriageReturn = character == '\r';
    return line.toString();
  }

  private int read() throws IOException {
    if (at == end) {
      at = 0;
      end = Math.max(0, reader.read(buffer));
    }
    return at == end ? NO_CHARACTER : buffer[at++];
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
