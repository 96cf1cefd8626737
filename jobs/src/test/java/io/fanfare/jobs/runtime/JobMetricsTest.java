package io.fanfare.jobs.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.junit.jupiter.api.Test;

class JobMetricsTest {

  private static final Path PAGE = Path.of("../docs/reference/metrics.md");
  private static final Pattern LINE = Pattern.compile("(?m)^\\| `fanfare_([a-z_]+)` \\|");

  private final RecordedMetrics recorded = new RecordedMetrics();
  private final JobMetrics metrics = new JobMetrics(recorded);
  private final StoreWrites writes =
      new StoreWrites(
          failure -> failure instanceof IllegalArgumentException ? "too large" : null, metrics);

  @Test
  void thePageHasEveryMetricOfTheJobs() throws IOException {
    List<String> documented =
        LINE.matcher(ofJobs(Files.readString(PAGE))).results().map(line -> line.group(1)).toList();
    assertThat(documented)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(JobMetric.values()).map(JobMetric::id).toList());
  }

  private static String ofJobs(String page) {
    return page.split("(?m)^## Jobs$")[1].split("(?m)^## ")[0];
  }

  @Test
  void aWriteIsInFlightUntilItIsDurable() {
    CompletableFuture<String> store = new CompletableFuture<>();
    write(store);
    assertThat(recorded.gauge("fanfare_writes_in_flight")).isEqualTo(1);
    store.complete("written");
    assertThat(recorded.gauge("fanfare_writes_in_flight")).isZero();
  }

  @Test
  void whatTheStoreRejectsIsADeadLetter() {
    write(CompletableFuture.failedFuture(new IllegalArgumentException()));
    assertThat(recorded.count("fanfare_dead_letters_cause=rejected_count")).isEqualTo(1);
    assertThat(recorded.count("fanfare_writes_retried")).isZero();
    assertThat(recorded.gauge("fanfare_writes_in_flight")).isZero();
  }

  @Test
  void anyOtherFailureIsARetryAndStaysInFlight() {
    write(CompletableFuture.failedFuture(new IOException("away")));
    assertThat(recorded.count("fanfare_writes_retried")).isEqualTo(1);
    assertThat(recorded.count("fanfare_dead_letters_cause=rejected_count")).isZero();
    assertThat(recorded.gauge("fanfare_writes_in_flight")).isEqualTo(1);
  }

  @Test
  void theRateReportsItsRowsAndHowLongTheyWaited() {
    try (WriteRate rate = new WriteRate(500, metrics)) {
      rate.acquire(50).join();
      rate.written(50);
      assertThat(recorded.count("fanfare_write_rate_wait_ms")).isZero();
      // The next 50 rows of 500 a second are due after a tenth of a second.
      rate.acquire(50).join();
      assertThat(recorded.count("fanfare_write_rate_wait_ms")).isBetween(10L, 10_000L);
      assertThat(recorded.count("fanfare_rows_written")).isEqualTo(50);
    }
  }

  @Test
  void parkedWorkAndHeldMarkersAreReported() throws InterruptedException {
    ParkedMetrics parked = new ParkedMetrics(metrics);
    parked.note(3, List.of());
    assertThat(recorded.gauge("fanfare_parked_keys")).isEqualTo(3);
    assertThat(recorded.gauge("fanfare_held_marker_age_ms")).isZero();
    parked.note(2, List.of(7L, 9L));
    long before = System.nanoTime();
    while (System.nanoTime() - before < 2_000_000) {
      Thread.onSpinWait();
    }
    assertThat(recorded.gauge("fanfare_held_markers")).isEqualTo(2);
    assertThat(recorded.gauge("fanfare_held_marker_age_ms")).isPositive();
    parked.note(0, List.of());
    assertThat(recorded.gauge("fanfare_held_markers")).isZero();
    assertThat(recorded.gauge("fanfare_held_marker_age_ms")).isZero();
  }

  private void write(CompletableFuture<String> store) {
    writes.write("element", () -> store, List::of, cause -> cause, new Ignored());
  }

  /** Results are the subject of other tests. */
  private static final class Ignored implements ResultFuture<String> {

    @Override
    public void complete(Collection<String> result) {}

    @Override
    public void completeExceptionally(Throwable error) {}
  }
}
