package io.fanfare.api.notifications;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.fanfare.api.availability.Deadline;
import io.fanfare.api.availability.Dependency;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.api.errors.ApiException;
import io.fanfare.api.errors.ErrorKind;
import io.fanfare.api.topics.TopicWriter;
import io.fanfare.schemas.notifications.Choice;
import io.fanfare.schemas.notifications.Device;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** What recipients chose, and their devices: read from the store, and written to the log. */
public final class Recipients {

  /** Writes of one user within a minute, at this server. */
  static final int MOST_WRITES = 60;

  private static final Duration READING = Duration.ofSeconds(5);

  /** A little longer than the log itself takes to give up. */
  private static final Duration WRITING = TopicWriter.PATIENCE.plusSeconds(1);

  /** Users whose writes are counted: the count of one beyond them begins again. */
  private static final int MOST_USERS = 100_000;

  private final RecipientStore store;
  private final RecipientLog log;
  private final Cache<Long, AtomicInteger> writes =
      Caffeine.newBuilder().maximumSize(MOST_USERS).expireAfterWrite(Duration.ofMinutes(1)).build();

  public Recipients(RecipientStore store, RecipientLog log) {
    this.store = store;
    this.log = log;
  }

  /**
   * The values of a user's choices by their names.
   *
   * @throws UnavailableException if Cassandra does not answer
   */
  Map<String, Long> choices(long userId) {
    return Deadline.in(READING).await(store.choices(userId), Dependency.CASSANDRA);
  }

  /**
   * A user's devices in the order of their ids.
   *
   * @throws UnavailableException if Cassandra does not answer
   */
  List<Device> devices(long userId) {
    return Deadline.in(READING).await(store.devices(userId), Dependency.CASSANDRA);
  }

  /**
   * Returns when the choice is in the log.
   *
   * @throws UnavailableException if Kafka does not answer: then it may be there or not
   * @throws ApiException (429) if the user writes too often
   */
  void write(Choice choice) {
    count(choice.getUserId());
    await(log.append(choice));
  }

  /**
   * Returns when the device is in the log.
   *
   * @throws ApiException as {@link #write(Choice)}
   */
  void write(Device device) {
    count(device.getUserId());
    await(log.append(device));
  }

  /**
   * Returns when the removal of the device is in the log.
   *
   * @throws ApiException as {@link #write(Choice)}
   */
  void removeDevice(long userId, String deviceId) {
    count(userId);
    await(log.removeDevice(userId, deviceId));
  }

  private void count(long userId) {
    if (writes.get(userId, id -> new AtomicInteger()).incrementAndGet() > MOST_WRITES) {
      throw new ApiException(
          ErrorKind.TOO_MANY_CHANGES,
          "You have changed your notifications %d times within a minute: try again later."
              .formatted(MOST_WRITES));
    }
  }

  private static void await(CompletionStage<?> appended) {
    CompletionStage<?> known =
        appended.exceptionally(
            failure -> {
              throw new UnavailableException(
                  "This can't be stored right now, because Kafka does not answer: try again later.",
                  failure);
            });
    Deadline.in(WRITING).await(known, Dependency.KAFKA);
  }
}
