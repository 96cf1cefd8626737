package io.fanfare.local.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads the last lines of a log of any length. */
public final class LogTail {

  private static final int MAX_BYTES = 32 * 1024;

  private static final int MAX_CHARACTERS = 300;

  private LogTail() {}

  /** The last lines, at most `lines`; none if the file cannot be read. */
  public static List<String> of(Path file, int lines) {
    if (!Files.isReadable(file)) {
      return List.of();
    }
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      long from = Math.max(0, log.length() - MAX_BYTES);
      log.seek(from);
      byte[] tail = new byte[(int) (log.length() - from)];
      log.readFully(tail);
      List<String> all = new String(tail, StandardCharsets.UTF_8).lines().toList();
      return all.subList(Math.max(0, all.size() - lines), all.size()).stream()
          .map(line -> line.length() > MAX_CHARACTERS ? line.substring(0, MAX_CHARACTERS) : line)
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
