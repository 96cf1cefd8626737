package io.fanfare.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class ClientAddressesTest {

  @Test
  void readsAPeerAsJettyWritesIt() throws Exception {
    InetAddress six = InetAddress.getByName("2001:db8::5");
    assertThat(ClientAddresses.peer("[2001:db8:0:0:0:0:0:5]")).isEqualTo(six);
    assertThat(ClientAddresses.peer("2001:db8::5")).isEqualTo(six);
    assertThat(ClientAddresses.peer("[fe80::1%eth0]")).isEqualTo(InetAddress.getByName("fe80::1"));
    assertThat(ClientAddresses.peer("192.0.2.7")).isEqualTo(InetAddress.getByName("192.0.2.7"));
    assertThat(ClientAddresses.peer("a name")).isNull();
  }
}
