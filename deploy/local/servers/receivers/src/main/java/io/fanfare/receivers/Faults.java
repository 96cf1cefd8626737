package io.fanfare.receivers;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What tests make go wrong, by channel (`smtp`, `push`, `webhook`) and name within it. */
final class Faults {

  private static final long LONGEST_DELAY_MILLIS = 120_000;

  /**
   * One way to fail.
   *
   * @param status answer instead of the usual one: an HTTP status or an SMTP code; 0 to answer as
   *     usual after the delay
   * @param retryAfter value of the header Retry-After, seconds or an HTTP date; null for none
   * @param location value of the header Location, for redirects; null for none
   * @param delayMillis time before the answer
   * @param count how many requests fail; 0 for all until the fault is removed
   * @param phase for SMTP only: `recipient` (also null) or `data`, the command that fails
   */
  record Fault(
      int status,
      @Nullable String retryAfter,
      @Nullable String location,
      long delayMillis,
      int count,
      @Nullable String phase) {

    Fault {
      if (delayMillis < 0 || delayMillis > LONGEST_DELAY_MILLIS || count < 0) {
        throw new IllegalArgumentException(
            "delayMillis is from 0 to " + LONGEST_DELAY_MILLIS + ", count is 0 or more.");
      }
      if (status != 0 && (status < 200 || status > 599)) {
        throw new IllegalArgumentException("status is 0 or from 200 to 599, not " + status + ".");
      }
    }

    boolean isForData() {
      return "data".equals(phase);
    }

    private Fault withCount(int left) {
      return new Fault(status, retryAfter, location, delayMillis, left, phase);
    }
  }

  private final Map<String, Fault> faults = new ConcurrentHashMap<>();

  /** Sets the fault of a name, or of the whole channel if the name is empty. */
  void set(String channel, String name, Fault fault) {
    faults.put(channel + "/" + name, fault);
  }

  void clear() {
    faults.clear();
  }

  /** Returns the fault of the next request and waits for its delay; null if nothing goes wrong. */
  @Nullable Fault next(String channel, String name) {
    Fault fault = take(channel + "/" + name);
    if (fault == null) {
      fault = take(channel + "/");
    }
    return delay(fault);
  }

  /** Like {@link #next}, for the two commands of SMTP that can fail. */
  @Nullable Fault nextOfPhase(String channel, String name, boolean data) {
    for (String key : new String[] {channel + "/" + name, channel + "/"}) {
      Fault fault = faults.get(key);
      if (fault != null && fault.isForData() == data) {
        return delay(take(key));
      }
    }
    return null;
  }

  private @Nullable Fault take(String key) {
    Fault[] taken = new Fault[1];
    faults.computeIfPresent(
        key,
        (k, fault) -> {
          taken[0] = fault;
          if (fault.count() == 0) {
            return fault;
          }
          return fault.count() == 1 ? null : fault.withCount(fault.count() - 1);
        });
    return taken[0];
  }

  private static @Nullable Fault delay(@Nullable Fault fault) {
    if (fault != null && fault.delayMillis() > 0) {
      try {
        Thread.sleep(fault.delayMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return fault == null || fault.status() == 0 ? null : fault;
  }
}
