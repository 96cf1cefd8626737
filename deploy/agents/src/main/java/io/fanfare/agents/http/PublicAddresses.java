package io.fanfare.agents.http;

import io.fanfare.schemas.settings.Network;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells which addresses a request may go to. A stranger who registers the address of a receiver
 * must not reach what only this network can reach: services on this machine, neighbours, and the
 * metadata of a cloud (169.254.169.254).
 */
final class PublicAddresses {

  /** From the IANA registries of special-purpose addresses. */
  private static final List<Network> SPECIAL =
      networks(
          "0.0.0.0/8", // this network
          "10.0.0.0/8", // private
          "100.64.0.0/10", // shared by customers of a carrier
          "127.0.0.0/8", // loopback
          "169.254.0.0/16", // link-local
          "172.16.0.0/12", // private
          "192.0.0.0/24", // protocol assignments
          "192.0.2.0/24", // documentation
          "192.88.99.0/24", // relays of 6to4
          "192.168.0.0/16", // private
          "198.18.0.0/15", // benchmarks
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4", // reserved, and broadcast
          "2001::/23", // protocol assignments: Teredo, ORCHID
          "2001:db8::/32", // documentation
          "2002::/16", // 6to4: holds an IPv4 address
          "3fff::/20"); // documentation

  /**
   * Unicast of IPv6. What is outside is not public: loopback, unique local, link-local, multicast,
   * and what holds an IPv4 address (mapped, compatible, 64:ff9b::/96 and 64:ff9b:1::/48 of NAT64).
   */
  private static final Network GLOBAL_UNICAST = Network.parse("2000::/3");

  private final List<Network> allowed;

  /**
   * @param allowed ranges that may be reached although they are not public
   */
  PublicAddresses(List<Network> allowed) {
    this.allowed = List.copyOf(allowed);
  }

  boolean contains(InetAddress address) {
    return isPublic(address) || allowed.stream().anyMatch(range -> range.contains(address));
  }

  /** Java turns a mapped address (::ffff:127.0.0.1) into the IPv4 address that it stands for. */
  private static boolean isPublic(InetAddress address) {
    boolean isUnicast = address instanceof Inet4Address || GLOBAL_UNICAST.contains(address);
    return isUnicast && SPECIAL.stream().noneMatch(range -> range.contains(address));
  }

  private static List<Network> networks(String... ranges) {
    return Stream.of(ranges).map(Network::parse).toList();
  }
}
