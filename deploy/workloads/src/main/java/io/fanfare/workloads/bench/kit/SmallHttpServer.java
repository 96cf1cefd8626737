package io.fanfare.workloads.bench.kit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server on 127.0.0.1 that does nothing but call what answers: a server with more in it
 * would take processors from what is measured. It reads bodies with a `Content-Length` and drops
 * them.
 */
public final class SmallHttpServer implements AutoCloseable {

  private static final int BACKLOG = 1024;
  private static final int BUFFER = 16 * 1024;
  private static final int LONGEST_LINE = 16 * 1024;
  private static final String LENGTH = "content-length";

  private final ServerSocket server;
  private final Answers answers;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /**
   * A request whose body has come.
   *
   * @param path with its query
   * @param headers by their names in lower case
   * @param nanos when all of it had come, by `System.nanoTime`
   */
  public record Request(String method, String path, Map<String, String> headers, long nanos) {

    public boolean hasLength() {
      return headers.containsKey(LENGTH);
    }
  }

  /** Gives the answers. Each connection has a thread of its own. */
  public interface Answers {
    /**
     * @return status line, headers and body
     * @throws IOException to close the connection without an answer
     */
    byte[] to(Request request) throws IOException, InterruptedException;
  }

  /** Opens a free port. */
  public SmallHttpServer(Answers answers) throws IOException {
    this.answers = answers;
    server = new ServerSocket(0, BACKLOG, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    start("http-server", this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Scheme, host and port. */
  public String origin() {
    return "http://127.0.0.1:" + port();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        start("http-connection", () -> serve(socket));
      } catch (IOException e) {
        // It is closed.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream(), BUFFER);
      OutputStream out = socket.getOutputStream();
      for (Request request = read(in); request != null; request = read(in)) {
        out.write(answers.to(request));
      }
    } catch (IOException | InterruptedException e) {
      // The client has closed the connection, or sends something else.
    } finally {
      open.remove(socket);
    }
  }

  /** The next request; null at the end of the connection. */
  private static @Nullable Request read(InputStream in) throws IOException {
    String first = line(in);
    if (first == null) {
      return null;
    }
    String[] words = first.split(" ");
    if (words.length != 3) {
      throw new IOException("Not a request: " + first);
    }
    Map<String, String> headers = new HashMap<>();
    for (String header = line(in); !"".equals(header); header = line(in)) {
      if (header == null) {
        throw new EOFException();
      }
      int colon = Math.max(header.indexOf(':'), 0);
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    in.skipNBytes(Long.parseLong(headers.getOrDefault(LENGTH, "0")));
    return new Request(words[0], words[1], headers, System.nanoTime());
  }

  /** A line without its end; null at the end of the stream. */
  private static @Nullable String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return null;
      }
      if (line.length() == LONGEST_LINE) {
        throw new IOException("A line is too long.");
      }
      line.append((char) next);
    }
    int length = line.length();
    if (length > 0 && line.charAt(length - 1) == '\r') {
      line.setLength(length - 1);
    }
    return line.toString();
  }

  /** An answer without a body. */
  public static byte[] status(String status) {
    return ("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n").getBytes(ISO_8859_1);
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
