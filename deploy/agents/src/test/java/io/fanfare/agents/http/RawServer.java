package io.fanfare.agents.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A server that answers each request with given bytes, in the manner of a bad receiver. */
final class RawServer implements AutoCloseable {

  private interface Answering {
    void answer(OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicLong flooded = new AtomicLong();
  private final Semaphore answered = new Semaphore(0);
  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile String request = "";
  private volatile Answering answering = out -> {};

  RawServer() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  long flooded() {
    return flooded.get();
  }

  String request() {
    return request;
  }

  void answer(String text) {
    answering = out -> out.write(text.getBytes(ISO_8859_1));
  }

  /** Answers with a byte at a time. */
  void drip(String text, int millis) {
    answering =
        out -> {
          for (byte b : text.getBytes(ISO_8859_1)) {
            out.write(b);
            out.flush();
            TimeUnit.MILLISECONDS.sleep(millis);
          }
        };
  }

  /** Answers with a beginning, and with bytes until the client closes the connection. */
  void flood(String beginning) {
    answering =
        out -> {
          out.write(beginning.getBytes(ISO_8859_1));
          byte[] bytes = "x".repeat(1024).getBytes(ISO_8859_1);
          while (true) {
            out.write(bytes);
            flooded.addAndGet(bytes.length);
          }
        };
  }

  void awaitRequest() throws InterruptedException {
    await(requested);
  }

  /** Waits until a connection was closed by the client. */
  void awaitClosed() throws InterruptedException {
    await(closed);
  }

  /** Waits until one more answer is written. */
  void awaitIdle() throws InterruptedException {
    if (!answered.tryAcquire(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("No answer was written.");
    }
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("It did not happen in " + Duration.ofSeconds(10));
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        connections.incrementAndGet();
        start(() -> serve(socket));
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      while (readRequest(in)) {
        requested.countDown();
        answering.answer(socket.getOutputStream());
        socket.getOutputStream().flush();
        answered.release();
      }
      closed.countDown();
    } catch (IOException e) {
      closed.countDown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean readRequest(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        return false;
      }
      head.append((char) b);
    }
    String length = head.toString().replaceAll("(?is).*content-length: *([0-9]+).*", "$1");
    byte[] body = in.readNBytes(Integer.parseInt(length));
    request = head + new String(body, ISO_8859_1);
    return true;
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "raw-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
