package io.fanfare.agents.http;

import io.fanfare.schemas.settings.CertificateAuthority;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts to URLs that strangers chose, over HTTP/1.1, through no proxy and without redirects. A
 * request goes to public addresses only, and every one ends at its deadline, whatever the receiver
 * does. Safe for use by several threads.
 */
public final class OutboundClient implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OutboundClient.class);

  /** Names that are slow to resolve hold a thread each, and delay others when they hold all. */
  private static final int RESOLVING_THREADS = 32;

  private static final int MOST_WAITING = 10_000;
  private static final Duration LONGEST_IDLE = Duration.ofSeconds(30);
  private static final Duration LONGEST_LIFE = Duration.ofMinutes(5);

  private final HttpSettings settings;
  private final NameResolver names;
  private final PublicAddresses reachable;
  private final CloseableHttpAsyncClient client;
  private final ThreadPoolExecutor resolving;
  private final ScheduledThreadPoolExecutor deadlines;
  private final Set<Exchange> exchanges = ConcurrentHashMap.newKeySet();

  /**
   * @throws IOException if the file of certificates cannot be read
   */
  public OutboundClient(HttpSettings settings, NameResolver names) throws IOException {
    this.settings = settings;
    this.names = names;
    reachable = new PublicAddresses(settings.allowedNetworks());
    client = client(settings);
    client.start();
    resolving =
        new ThreadPoolExecutor(
            RESOLVING_THREADS,
            RESOLVING_THREADS,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(MOST_WAITING),
            daemons("resolve"));
    resolving.allowCoreThreadTimeOut(true);
    deadlines = new ScheduledThreadPoolExecutor(1, daemons("deadlines"));
    deadlines.setRemoveOnCancelPolicy(true);
  }

  /**
   * Posts a body. The stage fails with {@link ForbiddenTargetException} if the request was not made
   * and never may be, and with another exception if no answer came; it completes on a thread of
   * this client, which must not be blocked.
   */
  public CompletionStage<Answer> post(URI url, Map<String, String> headers, byte[] body) {
    Exchange exchange = new Exchange(exchanges::remove);
    exchanges.add(exchange);
    try {
      Target.requireAllowed(url, settings.allowHttp());
      exchange.setDeadline(
          deadlines.schedule(
              exchange::expire, settings.deadline().toMillis(), TimeUnit.MILLISECONDS));
      resolving.execute(() -> resolve(exchange, url, headers, body));
    } catch (ForbiddenTargetException e) {
      exchange.end(e);
    } catch (RejectedExecutionException e) {
      exchange.end(new IOException("Too many requests wait, or the client is closed.", e));
    }
    return exchange.answer();
  }

  private void resolve(Exchange exchange, URI url, Map<String, String> headers, byte[] body) {
    if (exchange.isOver()) {
      return;
    }
    try {
      Target target = Target.resolve(url, names, reachable);
      tryAddress(exchange, target, 0, url, headers, body);
    } catch (IOException | RuntimeException e) {
      exchange.end(e);
    }
  }

  private void tryAddress(
      Exchange exchange,
      Target target,
      int address,
      URI url,
      Map<String, String> headers,
      byte[] body) {
    if (address == target.addresses()) {
      exchange.end(new ConnectException("No address of the host accepts a connection."));
      return;
    }
    HttpHost host = target.host(address);
    LOG.debug("POST to {} at {}", host.getHostName(), host.getAddress());
    exchange.add(
        client.execute(
            host,
            new BasicRequestProducer(
                request(url, headers), new BasicAsyncEntityProducer(body, null)),
            new HeadConsumer(exchange.answer()::complete),
            null,
            HttpClientContext.create(),
            exchange.callback(
                () -> tryAddress(exchange, target, address + 1, url, headers, body))));
  }

  private static HttpRequest request(URI url, Map<String, String> headers) {
    HttpRequest request = new BasicHttpRequest("POST", url);
    headers.forEach(request::setHeader);
    return request;
  }

  /** Closes all connections; requests that have no answer yet fail. */
  @Override
  public void close() {
    resolving.shutdownNow();
    deadlines.shutdownNow();
    client.close(CloseMode.IMMEDIATE);
    exchanges.forEach(exchange -> exchange.end(new IOException("The client was closed.")));
  }

  private static CloseableHttpAsyncClient client(HttpSettings settings) throws IOException {
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
        .setThreadFactory(daemons("http"))
        .setUserAgent("Fanfare")
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .evictIdleConnections(TimeValue.of(LONGEST_IDLE))
        .build();
  }

  private static ThreadFactory daemons(String name) {
    return task -> {
      Thread thread = new Thread(task, "outbound-" + name);
      thread.setDaemon(true);
      return thread;
    };
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
