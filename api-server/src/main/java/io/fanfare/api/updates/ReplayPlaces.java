package io.fanfare.api.updates;

import io.fanfare.api.availability.UnavailableException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The places of clients that read past updates. There are few, and a user has one of them at most,
 * whatever the number of their clients. So one user takes no place from others, and makes only the
 * few wait who share a lock; each gets their turn.
 */
final class ReplayPlaces {

  /** Users share a lock with few others, so that locks take no memory for each user. */
  private static final int LOCKS = 1_024;

  private final Semaphore places;
  private final Semaphore[] users =
      IntStream.range(0, LOCKS).mapToObj(i -> new Semaphore(1, true)).toArray(Semaphore[]::new);
  private final Duration patience;

  /**
   * @param number of places
   * @param patience how long a client waits for one
   */
  ReplayPlaces(int number, Duration patience) {
    this.places = new Semaphore(number, true);
    this.patience = patience;
  }

  /**
   * Reads in a place.
   *
   * @throws UnavailableException if there is none in time
   */
  <T> @Nullable T read(long userId, Supplier<@Nullable T> reading) {
    Semaphore user = users[Math.floorMod(Long.hashCode(userId), LOCKS)];
    acquire(user);
    try {
      acquire(places);
      try {
        return reading.get();
      } finally {
        places.release();
      }
    } finally {
      user.release();
    }
  }

  private void acquire(Semaphore place) {
    boolean acquired = false;
    try {
      acquired = place.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!acquired) {
      throw new UnavailableException(
          "Too many clients read past updates right now: try again later.", null);
    }
  }
}
