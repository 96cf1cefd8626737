package io.fanfare.workloads.bench.notifications;

import io.fanfare.workloads.bench.kit.SmallHttpServer;
import java.io.IOException;

/**
 * A push service and receiver of webhooks on 127.0.0.1 that reads each POST, accepts it with 201,
 * and no more. The receivers of the local stack decrypt what they get, which costs them more than
 * it costs the agent to encrypt it.
 */
final class CountingReceiver implements AutoCloseable {

  private static final byte[] CREATED = SmallHttpServer.status("201 Created");

  /** What is done with a request; any thread may call it. */
  interface Requests {
    /**
     * @param path of the URL
     * @param topic the header Topic; empty if there is none
     * @param nanos when all of it had come, by `System.nanoTime`
     */
    void received(String path, String topic, long nanos);
  }

  private final SmallHttpServer server;
  private final Requests requests;

  /** Opens a free port. */
  CountingReceiver(Requests requests) throws IOException {
    this.requests = requests;
    server = new SmallHttpServer(this::accept);
  }

  /** Scheme, host and port. */
  String origin() {
    return server.origin();
  }

  private byte[] accept(SmallHttpServer.Request request) throws IOException {
    if (!request.method().equals("POST") || !request.hasLength()) {
      throw new IOException("Not a push: " + request.method() + " " + request.path());
    }
    requests.received(request.path(), request.headers().getOrDefault("topic", ""), request.nanos());
    return CREATED;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
