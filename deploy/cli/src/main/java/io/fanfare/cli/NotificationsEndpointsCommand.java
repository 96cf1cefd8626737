package io.fanfare.cli;

import io.fanfare.cli.options.Output;
import io.fanfare.cli.options.Target;
import io.fanfare.connectors.cassandra.FailingEndpoint;
import io.fanfare.ops.notifications.Endpoints;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.notifications.Channels;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists endpoints that fail. */
@Command(
    name = "endpoints",
    description =
        "Lists the webhook endpoints that have failed and have accepted nothing since then: whose"
            + " they are, since when, and the last failure. An endpoint is an address in a user's"
            + " settings; the list has its id only, because an address may hold a secret.")
final class NotificationsEndpointsCommand implements Callable<Integer> {

  @Mixin private final Target target = new Target();
  @Mixin private final Output output = new Output();

  @Option(
      names = "--disabled",
      description = "Lists only those that get no messages any more (default: all that fail).")
  private boolean disabled;

  @Override
  public Integer call() {
    AtomicInteger listed = new AtomicInteger();
    try (Endpoints endpoints = new Endpoints(target.access())) {
      endpoints.forEach(
          endpoint -> {
            if (!disabled || endpoint.isDisabled()) {
              listed.incrementAndGet();
              output.document(document(endpoint));
              output.line(line(endpoint));
            }
          });
    }
    output.line(
        "%s: %,d."
            .formatted(disabled ? "Disabled endpoints" : "Endpoints that fail", listed.get()));
    return 0;
  }

  static String line(FailingEndpoint endpoint) {
    return "user %d, %s: %sfailures since %s: %d, the last one: %s (endpoint %s)"
        .formatted(
            endpoint.recipientId(),
            Channels.name(endpoint.channel()),
            endpoint.isDisabled()
                ? "disabled since %s; ".formatted(Micros.toInstant(endpoint.disabledAt()))
                : "",
            Micros.toInstant(endpoint.failingSince()),
            endpoint.failures(),
            endpoint.detail(),
            endpoint.endpoint());
  }

  static Map<String, Object> document(FailingEndpoint endpoint) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("user", endpoint.recipientId());
    document.put("channel", Channels.name(endpoint.channel()));
    document.put("endpoint", endpoint.endpoint());
    document.put("failing_since", Micros.toInstant(endpoint.failingSince()).toString());
    document.put("failures", endpoint.failures());
    document.put(
        "disabled_since",
        endpoint.isDisabled() ? Micros.toInstant(endpoint.disabledAt()).toString() : null);
    document.put("detail", endpoint.detail());
    return document;
  }
}
