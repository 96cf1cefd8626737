package io.fanfare.local.process;

import io.fanfare.local.Ports;
import io.fanfare.ops.OperationException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.OptionalLong;

/** Checks that a port is free before a server is started on it. */
public final class PortCheck {

  private PortCheck() {}

  /**
   * Checks that a port of 127.0.0.1 is free.
   *
   * @throws OperationException naming the port and the process that holds it
   */
  public static void requireFree(String server, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(Ports.HOST, port));
    } catch (IOException e) {
      throw new OperationException(
          "Port %d, which %s needs, is taken by %s: end it, or choose other ports with --port-base."
              .formatted(port, server, holder(port)),
          e);
    }
  }

  private static String holder(int port) {
    OptionalLong pid = PortHolder.of(port);
    if (pid.isEmpty()) {
      return "a process of another user";
    }
    String command =
        ProcessHandle.of(pid.getAsLong()).flatMap(p -> p.info().command()).orElse("unknown");
    return "process " + pid.getAsLong() + " (" + command + ")";
  }
}
