package io.fanfare.ops.audit.stats;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/**
 * A temporary file for what does not fit in memory. It has no name once it is open, so nothing is
 * left of it even if the process is killed. It is written to its end first, and then read.
 */
final class SpillFile implements AutoCloseable {

  private static final int BUFFER = 16_384;

  private final FileChannel channel;
  private final OutputStream out;
  private long length;

  SpillFile() throws IOException {
    channel =
        FileChannel.open(
            Files.createTempFile("fanfare-audit", ".tmp"),
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
  }

  /** How many bytes were appended. */
  long length() {
    return length;
  }

  void append(byte[] bytes) throws IOException {
    out.write(bytes);
    length += bytes.length;
  }

  /** Ends the writing: nothing can be appended any more. */
  void finish() throws IOException {
    out.flush();
  }

  /**
   * Reads a part.
   *
   * @param from in bytes
   * @param to the position after the last byte
   * @param most bytes to read at once
   */
  DataInputStream read(long from, long to, int most) {
    int buffer = (int) Math.max(1, Math.min(most, to - from));
    return new DataInputStream(new BufferedInputStream(new Part(from, to), buffer));
  }

  /**
   * The number at a position.
   *
   * @param from in bytes
   * @throws EOFException if the file ends before its end
   */
  long number(long from) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES);
    if (channel.read(bytes, from) < Long.BYTES) {
      throw new EOFException("The file ends before the number at " + from + ".");
    }
    return bytes.flip().getLong();
  }

  /** Reads the whole file. */
  DataInputStream read() {
    return read(0, length, BUFFER);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** A part of the file, read independently of others. */
  private final class Part extends InputStream {

    private long next;
    private final long to;

    Part(long from, long to) {
      this.next = from;
      this.to = to;
    }

    @Override
    public int available() {
      return (int) Math.min(Integer.MAX_VALUE, to - next);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int most) throws IOException {
      int wanted = (int) Math.min(most, to - next);
      int read = wanted == 0 ? -1 : channel.read(ByteBuffer.wrap(bytes, offset, wanted), next);
      next += Math.max(0, read);
      return read;
    }
  }
}
