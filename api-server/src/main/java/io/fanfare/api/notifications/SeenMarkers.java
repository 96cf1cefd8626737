package io.fanfare.api.notifications;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.api.errors.ApiException;
import io.fanfare.api.errors.ErrorKind;
import io.fanfare.api.parameters.JsonBody;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.TimeText;
import io.fanfare.schemas.notifications.Choice;
import io.fanfare.schemas.notifications.ChoiceNames;
import io.fanfare.schemas.notifications.SeenUntil;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Until when users have seen everything. A marker only moves forward. What this server has written
 * is remembered, because the store follows the log a little later.
 */
public final class SeenMarkers {

  /** Long enough for the job that fills the store to restart. */
  private static final Duration REMEMBERED = Duration.ofMinutes(10);

  private static final int MOST_USERS = 100_000;
  private static final String EXAMPLE = "{\"until\": \"2026-11-20T10:00:00.123456Z\"}";

  private final Recipients recipients;
  private final Clock clock;
  private final Cache<Long, Long> written =
      Caffeine.newBuilder().maximumSize(MOST_USERS).expireAfterWrite(REMEMBERED).build();

  /**
   * The schema `SeenMarker`.
   *
   * @param seenUntil to the µs
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record SeenView(String seenUntil) {}

  public SeenMarkers(Recipients recipients, Clock clock) {
    this.recipients = recipients;
    this.clock = clock;
  }

  /**
   * The activity time until which a user has seen everything, µs since the epoch; null if nothing
   * was ever seen.
   *
   * @throws UnavailableException if Cassandra does not answer
   */
  @Nullable Long until(long userId) {
    Long stored = recipients.choices(userId).get(ChoiceNames.SEEN_UNTIL);
    Long newer = written.getIfPresent(userId);
    return stored == null || (newer != null && newer > stored) ? newer : stored;
  }

  /**
   * Moves a marker forward, and returns the one that holds now. A time in the future counts as now:
   * otherwise, it would hide what nobody has seen.
   *
   * @param body the schema `SeenMarkerChange`, in UTF-8
   * @throws ApiException (400) if the body has another format; (429) if the user writes too often
   * @throws UnavailableException if Cassandra or Kafka does not answer
   */
  public SeenView move(long userId, byte[] body) {
    long wanted = Math.min(time(JsonBody.read(body, EXAMPLE)), Micros.of(clock.instant()));
    Long before = until(userId);
    long effective = before == null ? wanted : Math.max(before, wanted);
    if (before == null || effective > before) {
      // Remembered first: a request beside this one must not append an earlier time after it.
      effective = written.asMap().merge(userId, effective, Math::max);
      append(userId, effective);
    }
    return new SeenView(text(effective));
  }

  private void append(long userId, long until) {
    try {
      recipients.write(new Choice(userId, new SeenUntil(until)));
    } catch (ApiException e) {
      // The client sends it again: then it must be appended.
      written.asMap().remove(userId, until);
      throw e;
    }
  }

  /** A marker as the API writes it, to the µs. */
  static String text(long micros) {
    return Micros.toInstant(micros).toString();
  }

  private static long time(JsonBody body) {
    try {
      return Micros.of(TimeText.parse(body.text("/until")));
    } catch (DateTimeException | ArithmeticException e) {
      throw new ApiException(
          ErrorKind.BODY_INVALID, "The field until is not a time such as 2026-11-20T10:00:00Z.");
    }
  }
}
