package io.fanfare.workloads.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.ops.OperationException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A file of UTF-8 text, with or without gzip; its first bytes decide, not its name. */
public record TextFile(Path path) {

  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int BUFFER_BYTES = 1 << 16;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** Takes the place of bytes that are not UTF-8. */
  private static final char REPLACEMENT = '\uFFFD';

  /**
   * @throws OperationException if there is no such file, or it cannot be read
   */
  public TextFile {
    if (!Files.isRegularFile(path)) {
      throw new OperationException(
          Files.exists(path)
              ? path + " is not a regular file: copy it to one, because it is read twice."
              : "There is no file " + path + ".");
    }
    if (!Files.isReadable(path)) {
      throw new OperationException(path + " cannot be read: change its permissions.");
    }
  }

  /** Opens the text, unpacked. */
  public BufferedReader open() throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES);
    try {
      InputStream plain = isGzip(raw) ? new GZIPInputStream(raw, BUFFER_BYTES) : raw;
      BufferedReader reader = new BufferedReader(new InputStreamReader(plain, UTF_8));
      skipByteOrderMark(reader);
      return reader;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /** Whether some bytes of a text were not UTF-8. */
  static boolean isDamaged(String text) {
    return text.indexOf(REPLACEMENT) >= 0;
  }

  private static boolean isGzip(InputStream in) throws IOException {
    in.mark(2);
    int magic = in.read() << 8 | in.read();
    in.reset();
    return magic == GZIP_MAGIC;
  }

  private static void skipByteOrderMark(BufferedReader reader) throws IOException {
    reader.mark(1);
    if (reader.read() != BYTE_ORDER_MARK) {
      reader.reset();
    }
  }
}
