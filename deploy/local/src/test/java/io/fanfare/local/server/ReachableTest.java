package io.fanfare.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.local.Ports;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class ReachableTest {

  /** More attempts than the ports that the system can give to clients. */
  private static final int ATTEMPTS = 40_000;

  @Test
  void aListeningServerIsReachable() throws IOException {
    try (ServerSocket server = server()) {
      assertThat(Reachable.byTcp(server.getLocalPort())).isTrue();
    }
  }

  @Test
  void aConnectionToItselfIsNotTakenForAServerAndLeavesThePortFree() throws IOException {
    int port = freePortOfClients();
    for (int i = 0; i < ATTEMPTS; i++) {
      assertThat(Reachable.byTcp(port)).as("attempt %d", i).isFalse();
    }
    try (ServerSocket again = new ServerSocket()) {
      again.setReuseAddress(false);
      again.bind(new InetSocketAddress(Ports.HOST, port));
    }
  }

  /** Linux gives even ports to clients first. */
  private static int freePortOfClients() throws IOException {
    for (int port = 50_000; port < 60_000; port += 2) {
      try (ServerSocket server = new ServerSocket()) {
        server.bind(new InetSocketAddress(Ports.HOST, port));
        return port;
      } catch (BindException e) {
        // The port is taken: try the next one.
      }
    }
    throw new IOException("No port is free.");
  }

  private static ServerSocket server() throws IOException {
    ServerSocket server = new ServerSocket();
    server.bind(new InetSocketAddress(Ports.HOST, 0));
    return server;
  }
}
