package io.fanfare.rebuild.cassandra;

import com.datastax.driver.core.RemoteEndpointAwareJdkSSLOptions;
import com.datastax.shaded.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** TLS that also checks the host's name, which the connector's driver does not by itself. */
final class VerifiedTls extends RemoteEndpointAwareJdkSSLOptions {

  private final boolean verifiesHosts;

  VerifiedTls(SSLContext context, boolean verifiesHosts) {
    super(context, null);
    this.verifiesHosts = verifiesHosts;
  }

  @Override
  protected SSLEngine newSSLEngine(
      @Nullable SocketChannel channel, @Nullable InetSocketAddress address) {
    SSLEngine engine = super.newSSLEngine(channel, address);
    if (verifiesHosts) {
      SSLParameters parameters = engine.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      engine.setSSLParameters(parameters);
    }
    return engine;
  }
}
