package io.fanfare.agents.push;

import com.sun.management.OperatingSystemMXBean;
import io.fanfare.agents.http.NameResolver;
import io.fanfare.agents.http.OutboundClient;
import io.fanfare.agents.message.Delivery;
import io.fanfare.agents.message.Delivery.Result;
import io.fanfare.agents.message.Item;
import io.fanfare.agents.message.Message;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.settings.Settings;
import io.fanfare.schemas.settings.SettingsException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Measures the parts of a push that no agent can do without, in a process that does nothing else:
 * its encryption, its request, and both together. The ceiling of the agent's own rate.
 *
 * <pre>
 * java -cp 'deploy/agents/target/*:deploy/agents/target/lib/*' io.fanfare.agents.push.PushRates \
 *     --endpoint URL --push-vapid-key-file FILE --push-subject mailto:ADDRESS --push-open-url URL
 * </pre>
 */
public final class PushRates {

  private static final String USAGE =
      """
      Measures how many pushes are encrypted, posted, and both, for a second of this process's CPU
      and for a second. Prints lines of a name and two numbers.

        --endpoint URL                     push service that answers 201 to everything
        --seconds N                        seconds of each measurement, after as many of warm-up
                                           (default: 5)
      %s"""
          .formatted(PushSettings.USAGE);

  /** More than there are connections, so that none of them waits for this program. */
  private static final int IN_FLIGHT = 256;

  private static final int TITLE_LENGTH = 20;

  /** What is measured. */
  private interface Step {
    void run() throws GeneralSecurityException, InterruptedException;
  }

  private final Config config;
  private final Subscription subscription;

  private record Config(PushSettings push, String endpoint, int seconds) {

    static Config of(Settings settings) {
      return new Config(
          PushSettings.from(settings),
          settings.text("endpoint"),
          settings.number("seconds", 5, 1, 600));
    }
  }

  private PushRates(Config config) throws GeneralSecurityException {
    this.config = config;
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(P256.NAME);
    byte[] point = P256.encode(((ECPublicKey) generator.generateKeyPair().getPublic()).getW());
    subscription = new Subscription(URI.create(config.endpoint), point, new byte[16]);
  }

  public static void main(String[] arguments)
      throws IOException, GeneralSecurityException, InterruptedException {
    if (List.of(arguments).contains("--help")) {
      System.out.print(USAGE);
      return;
    }
    try {
      new PushRates(Settings.of(arguments, Map.of()).build(Config::of)).run();
    } catch (SettingsException e) {
      System.err.println(String.join(System.lineSeparator(), e.problems()));
      System.exit(1);
    }
  }

  private void run() throws IOException, GeneralSecurityException, InterruptedException {
    Message message = message();
    byte[] text = PushPayload.of(message, config.push.openUrl());
    encrypt("jdk-encrypted", null, text);
    Provider provider = NativeCryptography.find();
    encrypt("encrypted", provider, text);
    try (OutboundClient client = new OutboundClient(config.push.http(), NameResolver.SYSTEM)) {
      byte[] body = new PushEncryption(provider).encrypt(text, subscription);
      inFlight("posted", () -> client.post(subscription.endpoint(), Map.of("TTL", "60"), body));
    }
    try (PushSender sender = new PushSender(config.push, Clock.systemUTC())) {
      inFlight("sent", () -> sender.send(message, subscription, "group").thenApply(PushRates::ok));
    }
  }

  private static Result ok(Delivery delivery) {
    if (delivery.result() != Result.ACCEPTED) {
      throw new IllegalStateException("A push was not accepted: " + delivery.detail());
    }
    return delivery.result();
  }

  /** A post of a sound with a title of usual length. */
  private static Message message() {
    Instant now = Instant.now();
    Item item =
        new Item(
            ActivityKind.TRACK,
            1,
            "user 1",
            1,
            "t".repeat(TITLE_LENGTH),
            "http://127.0.0.1:8080/user-1/track-1");
    return new Message("rate", 1, false, now, now.plusSeconds(86_400), List.of(item));
  }

  private void encrypt(String name, @Nullable Provider provider, byte[] text)
      throws GeneralSecurityException, InterruptedException {
    PushEncryption encryption = new PushEncryption(provider);
    measure(name, () -> encryption.encrypt(text, subscription));
  }

  private interface Request {
    CompletionStage<?> send();
  }

  private void inFlight(String name, Request request)
      throws GeneralSecurityException, InterruptedException {
    Semaphore free = new Semaphore(IN_FLIGHT);
    measure(
        name,
        () -> {
          free.acquire();
          var unused =
              request
                  .send()
                  .whenComplete(
                      (done, failure) -> {
                        if (failure == null) {
                          free.release();
                        } else {
                          // No figure is better than a wrong one.
                          failure.printStackTrace();
                          System.exit(1);
                        }
                      });
        });
    free.acquire(IN_FLIGHT);
  }

  /** The first run is for the compiler. */
  private void measure(String name, Step step)
      throws GeneralSecurityException, InterruptedException {
    repeat(step);
    long began = System.nanoTime();
    long before = processorNanos();
    long count = repeat(step);
    double processorSeconds = (processorNanos() - before) / 1e9;
    double seconds = (System.nanoTime() - began) / 1e9;
    System.out.printf(
        Locale.ROOT, "%s %.1f %.1f%n", name, count / processorSeconds, count / seconds);
  }

  private long repeat(Step step) throws GeneralSecurityException, InterruptedException {
    long count = 0;
    long end = System.nanoTime() + config.seconds * 1_000_000_000L;
    for (; System.nanoTime() - end < 0; count++) {
      step.run();
    }
    return count;
  }

  /** Of all threads, so that those of garbage collection and compilation count. */
  private static long processorNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
