package io.fanfare.api.http;

import io.fanfare.schemas.settings.Network;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of clients. A proxy that is trusted gives them in `X-Forwarded-For`; everybody else
 * could write anything there.
 */
final class ClientAddresses {

  private static final String HEADER = "X-Forwarded-For";

  /** A client has a whole network of this length, and could use each of its addresses. */
  private static final int BYTES_OF_IPV6 = 8;

  private final List<Network> trusted;

  ClientAddresses(List<Network> trusted) {
    this.trusted = List.copyOf(trusted);
  }

  /** The text of the client's address; of the network that it has if the address is of IPv6. */
  String of(Context context) {
    String remote = context.req().getRemoteAddr();
    InetAddress address = peer(remote);
    if (address == null) {
      return remote;
    }
    // Each proxy appends whom it got the request from, so the list is read from its end.
    Deque<String> forwarded = forwarded(context);
    while (isTrusted(address) && !forwarded.isEmpty()) {
      InetAddress before = Network.address(forwarded.removeLast());
      if (before == null) {
        break;
      }
      address = before;
    }
    return text(address);
  }

  /** Jetty writes an address of IPv6 in brackets, as in a URL; a link-local one has a zone, too. */
  static @Nullable InetAddress peer(String remote) {
    String inner =
        remote.startsWith("[") && remote.endsWith("]")
            ? remote.substring(1, remote.length() - 1)
            : remote;
    int zone = inner.indexOf('%');
    return Network.address(zone < 0 ? inner : inner.substring(0, zone));
  }

  private static Deque<String> forwarded(Context context) {
    Deque<String> all = new ArrayDeque<>();
    for (String line : Collections.list(context.req().getHeaders(HEADER))) {
      Arrays.stream(line.split(",", -1)).map(String::strip).forEach(all::addLast);
    }
    return all;
  }

  private boolean isTrusted(@Nullable InetAddress address) {
    return address != null && trusted.stream().anyMatch(network -> network.contains(address));
  }

  private static String text(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 4
        ? address.getHostAddress()
        : HexFormat.of().formatHex(bytes, 0, BYTES_OF_IPV6);
  }
}
