package io.fanfare.agents.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.schemas.settings.Network;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressesTest {

  private final PublicAddresses addresses = new PublicAddresses(List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "192.168.255.255",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        // Forms of 127.0.0.1 that Java resolves itself.
        "2130706433",
        "127.1",
        "127.0.1",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:0:127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:10::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "3fff::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "5f00::1"
      })
  void refuseWhatOnlyThisNetworkReaches(String address) throws UnknownHostException {
    assertThat(addresses.contains(address(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.0.0.1",
        "128.0.0.1",
        "169.253.255.255",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "::ffff:8.8.8.8",
        "2606:4700::1111",
        "2a00:1450:4001::1",
        "2001:4860:4860::8888",
        "2003::1"
      })
  void haveTheNeighboursOfSpecialRanges(String address) throws UnknownHostException {
    assertThat(addresses.contains(address(address))).isTrue();
  }

  @Test
  void includeWhatTheSettingsAllow() throws UnknownHostException {
    PublicAddresses more =
        new PublicAddresses(List.of(Network.parse("127.0.0.0/8"), Network.parse("fd00::/16")));
    assertThat(more.contains(address("127.0.0.1"))).isTrue();
    assertThat(more.contains(address("::ffff:127.0.0.1"))).isTrue();
    assertThat(more.contains(address("fd00::1"))).isTrue();
    assertThat(more.contains(address("fd01::1"))).isFalse();
    assertThat(more.contains(address("::1"))).isFalse();
    assertThat(more.contains(address("10.0.0.1"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "127.0.0.1", "localhost/8", "127.0.0.0/33", "::/129", "1.2.3/8", "a/b", "/8"})
  void areNoRangesOfOtherTexts(String text) {
    assertThatThrownBy(() -> Network.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  /** Of a literal: nothing is resolved. */
  private static InetAddress address(String text) throws UnknownHostException {
    return InetAddress.getAllByName(text)[0];
  }
}
