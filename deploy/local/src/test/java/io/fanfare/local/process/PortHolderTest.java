package io.fanfare.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.local.Ports;
import io.fanfare.ops.OperationException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortHolderTest {

  private static final List<String> TABLE =
      List.of(
          "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid inode",
          "   0: 0100007F:5208 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 111 1 0",
          "   1: 0100007F:5208 0100007F:C350 01 00000000:00000000 00:00000000 00000000 0 0 222 1 0",
          "   2: 0100007F:5209 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 333 1 0");

  @Test
  void onlyAListenerHoldsAPort() {
    assertThat(PortHolder.listeners(TABLE, 21000)).containsExactly("111");
    assertThat(PortHolder.listeners(TABLE, 21002)).isEmpty();
  }

  @Test
  void theHolderOfAPortIsFoundByItsProcessId() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(Ports.HOST))) {
      assertThat(PortHolder.of(socket.getLocalPort())).hasValue(ProcessHandle.current().pid());
    }
  }

  @Test
  void aTakenPortIsRejectedWithItsNumberAndItsHolder() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      int port = socket.getLocalPort();
      assertThatThrownBy(() -> PortCheck.requireFree("kafka", port))
          .isInstanceOf(OperationException.class)
          .hasMessageStartingWith("Port " + port + ", which kafka needs, is taken by process ")
          .hasMessageContaining("process " + ProcessHandle.current().pid() + " ")
          .hasMessageEndingWith("choose other ports with --port-base.");
    }
  }

  @Test
  void aFreePortIsAccepted() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(Ports.HOST))) {
      port = socket.getLocalPort();
    }
    PortCheck.requireFree("kafka", port);
  }
}
