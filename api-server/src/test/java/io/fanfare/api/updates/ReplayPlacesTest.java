package io.fanfare.api.updates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.api.availability.UnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ReplayPlacesTest {

  private final ReplayPlaces places = new ReplayPlaces(4, Duration.ofMillis(20));
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<CompletableFuture<?>> readings = new ArrayList<>();

  @Test
  void aUserWithManyClientsLeavesPlacesToOthers() throws Exception {
    begin(7);
    for (int client = 0; client < 8; client++) {
      assertThatThrownBy(() -> places.read(7, () -> "read"))
          .isInstanceOf(UnavailableException.class);
    }
    begin(8);
    begin(9);
    assertThat(places.<String>read(10, () -> "read")).isEqualTo("read");
    finish();
    assertThat(places.<String>read(7, () -> "read")).isEqualTo("read");
  }

  @Test
  void thereAreFewPlaces() throws Exception {
    for (long user = 1; user <= 4; user++) {
      begin(user);
    }
    assertThatThrownBy(() -> places.read(5, () -> "read")).isInstanceOf(UnavailableException.class);
    finish();
    assertThat(places.<String>read(5, () -> "read")).isEqualTo("read");
  }

  @Test
  void aReadingThatFailsLeavesItsPlace() {
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(
              () ->
                  places.read(
                      1,
                      () -> {
                        throw new IllegalStateException("no answer");
                      }))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(places.<String>read(1, () -> "read")).isEqualTo("read");
  }

  private void begin(long user) throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    readings.add(
        CompletableFuture.runAsync(
            () ->
                places.read(
                    user,
                    () -> {
                      begun.countDown();
                      try {
                        end.await();
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                      }
                      return "read";
                    }),
            task -> new Thread(task).start()));
    begun.await();
  }

  private void finish() {
    end.countDown();
    readings.forEach(CompletableFuture::join);
  }
}
