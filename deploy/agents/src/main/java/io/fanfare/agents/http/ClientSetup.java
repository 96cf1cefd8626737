package io.fanfare.agents.http;

import io.fanfare.agents.threads.DaemonThreads;
import io.fanfare.schemas.settings.CertificateAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** How the library's client is set up for receivers that may be anybody. */
final class ClientSetup {

  private static final Duration LONGEST_IDLE = Duration.ofSeconds(30);
  private static final Duration LONGEST_LIFE = Duration.ofMinutes(5);

  private ClientSetup() {}

  /**
   * A client that is not started.
   *
   * @throws IOException if the file of certificates cannot be read
   */
  static CloseableHttpAsyncClient client(HttpSettings settings) throws IOException {
    Timeout connect = Timeout.of(settings.connectTimeout());
    Timeout deadline = Timeout.of(settings.deadline());
    ClientTlsStrategyBuilder tls =
        ClientTlsStrategyBuilder.create()
            .setHostVerificationPolicy(HostnameVerificationPolicy.BOTH);
    if (!settings.caFile().isEmpty()) {
      tls.setSslContext(CertificateAuthority.trusting(Path.of(settings.caFile())));
    }
    return HttpAsyncClients.custom()
        .setConnectionManager(
            PoolingAsyncClientConnectionManagerBuilder.create()
                .setTlsStrategy(tls.buildAsync())
                .setDnsResolver(new NoResolution())
                .setMaxConnTotal(settings.connections())
                .setMaxConnPerRoute(settings.connectionsPerHost())
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(connect)
                        .setSocketTimeout(deadline)
                        .setTimeToLive(TimeValue.of(LONGEST_LIFE))
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .build())
                .setDefaultTlsConfig(
                    TlsConfig.custom()
                        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                        .setHandshakeTimeout(connect)
                        .build())
                .build())
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(deadline)
                .setResponseTimeout(deadline)
                .build())
        .setHttp1Config(
            Http1Config.custom().setMaxLineLength(8 * 1024).setMaxHeaderCount(100).build())
        .setIOReactorConfig(IOReactorConfig.custom().setIoThreadCount(2).build())
        .setThreadFactory(DaemonThreads.named("outbound-http"))
        .setUserAgent("Fanfare")
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .evictIdleConnections(TimeValue.of(LONGEST_IDLE))
        .build();
  }

  /** Targets have their addresses: a second resolution would go round the check. */
  private static final class NoResolution implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      throw new UnknownHostException("The client asked for the address of " + host + " again.");
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
      throw new UnknownHostException(host);
    }
  }
}
