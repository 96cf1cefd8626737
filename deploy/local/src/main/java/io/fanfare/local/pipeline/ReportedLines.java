package io.fanfare.local.pipeline;

import io.fanfare.ops.terminal.Progress;
import java.io.Writer;

/** Text of a command, each line of which is reported as a step. */
final class ReportedLines extends Writer {

  private final Progress progress;
  private final StringBuilder line = new StringBuilder();

  ReportedLines(Progress progress) {
    this.progress = progress;
  }

  @Override
  public void write(char[] text, int from, int length) {
    for (int i = from; i < from + length; i++) {
      if (text[i] == '\n') {
        progress.report("%s", line);
        line.setLength(0);
      } else {
        line.append(text[i]);
      }
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
