package io.fanfare.workloads.bench.notifications;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A push service and receiver of webhooks on 127.0.0.1 that reads each POST, accepts it with 201,
 * and no more. The receivers of the local stack decrypt what they get, which costs them more than
 * it costs the agent to encrypt it.
 */
final class CountingReceiver implements AutoCloseable {

  private static final int BACKLOG = 1024;
  private static final int BUFFER = 16 * 1024;
  private static final int LONGEST_LINE = 16 * 1024;
  private static final byte[] CREATED =
      "HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1);

  /** What is done with a request; any thread may call it. */
  interface Requests {
    /**
     * @param path of the URL
     * @param topic the header Topic; empty if there is none
     * @param nanos when all of it had come, by `System.nanoTime`
     */
    void received(String path, String topic, long nanos);
  }

  private final ServerSocket server;
  private final Requests requests;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** Opens a free port. */
  CountingReceiver(Requests requests) throws IOException {
    this.requests = requests;
    server = new ServerSocket(0, BACKLOG, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    start("receiver", this::accept);
  }

  /** Scheme, host and port. */
  String origin() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        start("receiver-connection", () -> serve(socket));
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
      while (readRequest(in)) {
        out.write(CREATED);
      }
    } catch (IOException e) {
      // The client has closed the connection, or sends something else.
    } finally {
      open.remove(socket);
    }
  }

  /** Reads a request and hands it on; false at the end of the connection. */
  private boolean readRequest(InputStream in) throws IOException {
    String first = line(in);
    if (first == null) {
      return false;
    }
    String[] words = first.split(" ");
    if (words.length != 3 || !words[0].equals("POST")) {
      throw new IOException("Not a POST: " + first);
    }
    int length = -1;
    String topic = "";
    for (String header = line(in); !"".equals(header); header = line(in)) {
      if (header == null) {
        throw new EOFException();
      }
      int colon = header.indexOf(':');
      String name = header.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT);
      if (name.equals("content-length")) {
        length = Integer.parseInt(header.substring(colon + 1).strip());
      } else if (name.equals("topic")) {
        topic = header.substring(colon + 1).strip();
      }
    }
    if (length < 0) {
      throw new IOException("A request without Content-Length: " + first);
    }
    in.skipNBytes(length);
    requests.received(words[1], topic, System.nanoTime());
    return true;
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
