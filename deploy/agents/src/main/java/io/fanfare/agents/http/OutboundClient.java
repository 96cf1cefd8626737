package io.fanfare.agents.http;

import io.fanfare.agents.threads.DaemonThreads;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.io.CloseMode;
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
    client = ClientSetup.client(settings);
    client.start();
    resolving =
        new ThreadPoolExecutor(
            RESOLVING_THREADS,
            RESOLVING_THREADS,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(MOST_WAITING),
            DaemonThreads.named("outbound-resolve"));
    resolving.allowCoreThreadTimeOut(true);
    deadlines = new ScheduledThreadPoolExecutor(1, DaemonThreads.named("outbound-deadlines"));
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
      exchange.end(new UnsentException("Too many requests wait, or the client is closed.", e));
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
    } catch (ForbiddenTargetException | RuntimeException e) {
      exchange.end(e);
    } catch (IOException e) {
      exchange.end(new UnsentException("The host's name cannot be resolved: " + e, e));
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
      exchange.end(new UnsentException("No address of the host accepts a connection.", null));
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
}
