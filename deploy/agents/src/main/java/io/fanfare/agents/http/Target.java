package io.fanfare.agents.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.apache.hc.core5.http.HttpHost;

/**
 * Where a request goes: a URL, and the addresses of its host that were checked. The connection is
 * made to one of them, and the name is not resolved again: a name whose address changes between
 * check and connection would reach what the check forbids.
 */
final class Target {

  /** More addresses of a host are not tried in one request. */
  private static final int MOST_ADDRESSES = 3;

  private final URI url;
  private final List<InetAddress> addresses;

  private Target(URI url, List<InetAddress> addresses) {
    this.url = url;
    this.addresses = addresses;
  }

  /**
   * Checks what can be checked without the addresses.
   *
   * @throws ForbiddenTargetException if no request may go to the URL
   */
  static void requireAllowed(URI url, boolean allowHttp) throws ForbiddenTargetException {
    boolean isHttp = "http".equalsIgnoreCase(url.getScheme());
    if (!"https".equalsIgnoreCase(url.getScheme()) && !(isHttp && allowHttp)) {
      throw new ForbiddenTargetException("The URL does not begin with https://.");
    }
    if (url.getHost() == null || url.getHost().isEmpty()) {
      throw new ForbiddenTargetException("The URL has no host in ASCII.");
    }
    if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
      throw new ForbiddenTargetException("The URL has a login or a fragment.");
    }
    if (url.getPort() == 0 || url.getPort() > 65_535) {
      throw new ForbiddenTargetException("The URL has a port that does not exist.");
    }
  }

  /**
   * Resolves the host, once. One address that is forbidden forbids the host: a public receiver has
   * none.
   *
   * @throws ForbiddenTargetException if an address of the host is forbidden
   */
  static Target resolve(URI url, NameResolver names, PublicAddresses reachable)
      throws UnknownHostException, ForbiddenTargetException {
    String host = withoutBrackets(url.getHost());
    List<InetAddress> addresses = Arrays.asList(names.resolve(host));
    for (InetAddress address : addresses) {
      if (!reachable.contains(address)) {
        throw new ForbiddenTargetException(
            "The host %s has the address %s, which is not public."
                .formatted(host, address.getHostAddress()));
      }
    }
    if (addresses.isEmpty()) {
      throw new UnknownHostException(host);
    }
    return new Target(url, addresses.subList(0, Math.min(addresses.size(), MOST_ADDRESSES)));
  }

  int addresses() {
    return addresses.size();
  }

  /** The host for the connection: its name is for TLS and the header Host, its address is fixed. */
  HttpHost host(int address) {
    return new HttpHost(
        url.getScheme(), addresses.get(address), withoutBrackets(url.getHost()), port());
  }

  private int port() {
    if (url.getPort() != -1) {
      return url.getPort();
    }
    return "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
