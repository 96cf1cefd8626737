package io.fanfare.workloads.bench.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A client with one connection that stays open. It does as little as HTTP/1.1 allows: on the same
 * processors as the servers, a client that does more would be what is measured. For one thread.
 */
final class KeepAlive implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 30_000;
  private static final int BUFFER = 32 * 1024;
  private static final int HEX = 16;
  private static final int FIRST_DIGIT_OF_STATUS = 9;
  private static final String CONTENT_LENGTH = "content-length:";
  private static final String CACHE_STATUS = "cache-status:";
  private static final String AGE = "age:";

  private final InetSocketAddress address;
  private final String head;
  private @Nullable Socket socket;
  private final byte[] buffer = new byte[BUFFER];
  private int position;
  private int limit;

  /**
   * @param url of the server, without a path
   */
  KeepAlive(String url) {
    URI uri = URI.create(url);
    this.address = new InetSocketAddress(uri.getHost(), uri.getPort());
    this.head = " HTTP/1.1\r\nHost: " + uri.getAuthority() + "\r\n\r\n";
  }

  /**
   * An answer.
   *
   * @param age in seconds, as the cache reports it
   */
  record Answer(int status, boolean isHit, int age, byte[] body) {
    String text() {
      return new String(body, UTF_8);
    }
  }

  /**
   * Reads a page. A connection that the server has closed meanwhile is opened again.
   *
   * @throws IOException if there is no answer
   */
  Answer get(String path) throws IOException {
    boolean isOpen = socket != null;
    try {
      return exchange(path);
    } catch (IOException e) {
      close();
      if (!isOpen) {
        throw e;
      }
      return exchange(path);
    }
  }

  private Answer exchange(String path) throws IOException {
    Socket connection = connection();
    connection.getOutputStream().write(("GET " + path + head).getBytes(ISO_8859_1));
    return read(connection.getInputStream());
  }

  private Socket connection() throws IOException {
    Socket open = socket;
    if (open == null) {
      open = new Socket();
      socket = open;
      position = 0;
      limit = 0;
      open.setTcpNoDelay(true);
      open.setSoTimeout(PATIENCE_MILLIS);
      open.connect(address, PATIENCE_MILLIS);
    }
    return open;
  }

  private Answer read(InputStream in) throws IOException {
    int status = Integer.parseInt(line(in).substring(FIRST_DIGIT_OF_STATUS).substring(0, 3));
    int length = -1;
    int age = 0;
    boolean isHit = false;
    boolean isLast = false;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String header = line.toLowerCase(Locale.ROOT);
      if (header.startsWith(CONTENT_LENGTH)) {
        length = Integer.parseInt(header.substring(CONTENT_LENGTH.length()).strip());
      } else if (header.startsWith(CACHE_STATUS)) {
        isHit = header.contains("; hit");
      } else if (header.startsWith(AGE)) {
        age = Integer.parseInt(header.substring(AGE.length()).strip());
      } else if (header.equals("connection: close")) {
        isLast = true;
      }
    }
    byte[] body = length < 0 ? chunks(in) : bytes(in, length);
    if (isLast) {
      close();
    }
    return new Answer(status, isHit, age, body);
  }

  private byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = Integer.parseInt(line(in), HEX);
        size > 0;
        size = Integer.parseInt(line(in), HEX)) {
      body.write(bytes(in, size));
      line(in);
    }
    line(in);
    return body.toByteArray();
  }

  private byte[] bytes(InputStream in, int length) throws IOException {
    byte[] bytes = new byte[length];
    for (int done = 0; done < length; ) {
      fill(in);
      int part = Math.min(length - done, limit - position);
      System.arraycopy(buffer, position, bytes, done, part);
      position += part;
      done += part;
    }
    return bytes;
  }

  private String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      fill(in);
      byte next = buffer[position];
      position++;
      if (next == '\n') {
        return line.toString();
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
  }

  /** At least one byte is there afterwards. */
  private void fill(InputStream in) throws IOException {
    if (position == limit) {
      position = 0;
      limit = Math.max(0, in.read(buffer));
      if (limit == 0) {
        throw new EOFException("the server closed the connection");
      }
    }
  }

  @Override
  public void close() {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException e) {
      // Nothing is lost with it.
      return;
    } finally {
      socket = null;
    }
  }
}
