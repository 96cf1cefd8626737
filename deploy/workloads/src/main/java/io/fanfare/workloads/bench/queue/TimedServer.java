package io.fanfare.workloads.bench.queue;

import io.fanfare.workloads.bench.kit.SmallHttpServer;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands for an API server whose requests take a known time. It sleeps for it, so that many
 * requests at a time do not share the processors of this machine.
 */
final class TimedServer implements AutoCloseable {

  private static final String PATH = "/timed/";
  private static final byte[] OK = SmallHttpServer.status("200 OK");

  private final SmallHttpServer server;
  private final Semaphore slots;

  /**
   * @param slots requests that it works on at a time; others wait here, first come, first served
   */
  TimedServer(int slots) throws IOException {
    this.slots = new Semaphore(slots, true);
    this.server = new SmallHttpServer(this::answer);
  }

  /** The path of a request that takes a time. */
  static String path(long nanos) {
    return PATH + nanos;
  }

  int port() {
    return server.port();
  }

  String origin() {
    return server.origin();
  }

  private byte[] answer(SmallHttpServer.Request request) throws InterruptedException {
    if (request.path().startsWith(PATH)) {
      slots.acquire();
      try {
        sleep(Long.parseLong(request.path().substring(PATH.length())));
      } finally {
        slots.release();
      }
    }
    // Anything else asks for its health.
    return OK;
  }

  private static void sleep(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long rest = nanos; rest > 0; rest = end - System.nanoTime()) {
      LockSupport.parkNanos(rest);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
