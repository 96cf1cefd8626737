package io.fanfare.local.supervisor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads a growing log, each complete line once. */
final class FollowedLog {

  private final Path file;
  private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();
  private long position;

  FollowedLog(Path file) {
    this.file = file;
  }

  /** Returns the lines that were completed since the last call. */
  List<String> readNewLines() {
    unfinished.writeBytes(read());
    String text = unfinished.toString(StandardCharsets.UTF_8);
    int end = text.lastIndexOf('\n') + 1;
    unfinished.reset();
    unfinished.writeBytes(text.substring(end).getBytes(StandardCharsets.UTF_8));
    return text.substring(0, end).lines().toList();
  }

  private byte[] read() {
    if (!Files.exists(file)) {
      return new byte[0];
    }
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      log.seek(position);
      byte[] more = new byte[(int) Math.max(0, log.length() - position)];
      log.readFully(more);
      position += more.length;
      return more;
    } catch (IOException e) {
      return new byte[0];
    }
  }
}
