package io.fanfare.local.server;

import io.fanfare.local.Checkout;
import io.fanfare.local.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The values of `deploy/edge/haproxy/fanfare.cfg`, with everything on this machine.
 *
 * @param listen port for requests
 * @param metrics port of its metrics
 * @param socket for commands
 * @param apiServers their ports
 * @param slots requests that one API server works on at a time
 * @param eventSlots the same for posts of events
 * @param queue how many requests may wait
 * @param batchQueue how many may wait when one arrives that may wait longer
 * @param queueWait how long a request may wait
 */
public record HaproxyConfiguration(
    int listen,
    int metrics,
    Path socket,
    List<Integer> apiServers,
    int slots,
    int eventSlots,
    int queue,
    int batchQueue,
    Duration queueWait) {

  /** The whole file. */
  public String render(Checkout checkout) throws IOException {
    Map<String, String> values = new HashMap<>();
    values.put("haproxy-listen", Ports.HOST + ":" + listen);
    values.put("haproxy-metrics-listen", Ports.HOST + ":" + metrics);
    values.put("haproxy-socket", socket.toString());
    values.put("api-servers", servers());
    values.put("slots", Integer.toString(slots));
    values.put("event-slots", Integer.toString(eventSlots));
    values.put("queue", Integer.toString(queue));
    values.put("batch-queue", Integer.toString(batchQueue));
    values.put("queue-wait", queueWait.toMillis() + "ms");
    return EdgeTemplate.HAPROXY.render(checkout, values);
  }

  private String servers() {
    return IntStream.range(0, apiServers.size())
        .mapToObj(n -> "    server api%d %s:%d".formatted(n + 1, Ports.HOST, apiServers.get(n)))
        .collect(Collectors.joining("\n"));
  }
}
