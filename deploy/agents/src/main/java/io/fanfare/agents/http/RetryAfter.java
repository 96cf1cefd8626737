package io.fanfare.agents.http;

import java.time.Duration;
import java.time.Instant;
import org.apache.hc.client5.http.utils.DateUtils;
import org.jspecify.annotations.Nullable;

/** The header Retry-After of RFC 9110: seconds, or an HTTP date. */
final class RetryAfter {

  /** A receiver that asks for more is asked again after this time. */
  static final Duration LONGEST = Duration.ofHours(24);

  private RetryAfter() {}

  /** The time to wait, from 0 to {@link #LONGEST}; null if the header is missing or malformed. */
  static @Nullable Duration parse(@Nullable String header, Instant now) {
    if (header == null) {
      return null;
    }
    String value = header.strip();
    if (value.matches("[0-9]{1,9}")) {
      return bound(Duration.ofSeconds(Long.parseLong(value)));
    }
    if (value.matches("[0-9]+")) {
      return LONGEST;
    }
    Instant date = DateUtils.parseStandardDate(value);
    return date == null ? null : bound(Duration.between(now, date));
  }

  private static Duration bound(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
