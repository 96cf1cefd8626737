package io.fanfare.api.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.fanfare.api.auth.Bearer;
import io.fanfare.api.auth.Tokens;
import io.fanfare.api.errors.ApiException;
import io.fanfare.api.errors.ErrorKind;
import io.fanfare.schemas.settings.Network;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;

/**
 * Limits the requests of each user and application, and those without a valid token of each
 * address. This server counts its own requests alone: with several servers, a client has as many at
 * each of them.
 */
public final class RateLimits {

  private static final String LIMIT = "RateLimit-Limit";
  private static final String REMAINING = "RateLimit-Remaining";
  private static final String RESET = "RateLimit-Reset";

  private static final Duration PERIOD = Duration.ofMinutes(1);

  /** Beyond, the clients that were not seen for the longest time begin again. */
  private static final int MOST_CLIENTS = 100_000;

  private final Authentication authentication;
  private final ClientAddresses addresses;
  private final int perMinute;
  private final TimeMeter time;

  /** After a minute without a request a bucket is full, like a new one. */
  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(MOST_CLIENTS).expireAfterAccess(PERIOD).build();

  /**
   * @param trustedProxies whose `X-Forwarded-For` names the client
   * @param perMinute requests of a client that may come at once, and that are added each minute; 0
   *     for no limit
   */
  public RateLimits(Tokens tokens, List<Network> trustedProxies, int perMinute) {
    this(tokens, trustedProxies, perMinute, TimeMeter.SYSTEM_NANOTIME);
  }

  RateLimits(Tokens tokens, List<Network> trustedProxies, int perMinute, TimeMeter time) {
    this.authentication = new Authentication(tokens);
    this.addresses = new ClientAddresses(trustedProxies);
    this.perMinute = perMinute;
    this.time = time;
  }

  public void register(RoutesConfig routes) {
    if (perMinute > 0) {
      routes.before(this::count);
    }
  }

  private void count(Context context) {
    if (isFree(context.path())) {
      return;
    }
    ConsumptionProbe probe =
        buckets.get(client(context), client -> bucket()).tryConsumeAndReturnRemaining(1);
    context.header(LIMIT, Integer.toString(perMinute));
    context.header(REMAINING, Long.toString(probe.getRemainingTokens()));
    context.header(RESET, seconds(probe.getNanosToWaitForReset()));
    if (!probe.isConsumed()) {
      context.header("Retry-After", seconds(probe.getNanosToWaitForRefill()));
      throw new ApiException(
          ErrorKind.RATE_LIMITED,
          "You have sent more than %d requests within a minute: try again later."
              .formatted(perMinute));
    }
  }

  /** Takes back what only this client should read, from an answer that others get, too. */
  static void hide(Context context) {
    for (String name : List.of(LIMIT, REMAINING, RESET)) {
      context.res().setHeader(name, null);
    }
  }

  /** What balancers and browsers fetch by themselves, and costs next to nothing. */
  private static boolean isFree(String path) {
    return path.startsWith("/health/") || path.equals(Routes.CONTRACT) || PageFiles.isPage(path);
  }

  /** Only a token that is valid counts: of others, a client could make as many as it likes. */
  private String client(Context context) {
    Bearer bearer = authentication.known(context);
    return bearer == null ? "address " + addresses.of(context) : "subject " + bearer.subject();
  }

  private Bucket bucket() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, PERIOD))
        .withCustomTimePrecision(time)
        .build();
  }

  /** Rounded up: who waits for them gets an answer. */
  private static String seconds(long nanos) {
    long second = Duration.ofSeconds(1).toNanos();
    return Long.toString((nanos + second - 1) / second);
  }
}
