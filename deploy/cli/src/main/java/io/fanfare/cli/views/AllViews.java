package io.fanfare.cli.views;

import io.fanfare.api.availability.UnavailableException;
import io.fanfare.cli.search.Elasticsearch;
import io.fanfare.cli.search.ServedIndex;
import io.fanfare.local.StackAddresses;
import io.fanfare.schemas.progress.Views;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/** How far all views are behind the source. */
public final class AllViews {

  /** A large fan-out may be the work of minutes. */
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private static final long POLL_MILLIS = 200;

  private final StackAddresses addresses;
  private final CapturedPosition captured;
  private final ViewProgress progress;

  public AllViews(StackAddresses addresses) {
    this.addresses = addresses;
    captured = new CapturedPosition(addresses);
    progress = new ViewProgress(addresses.kafkaBootstrap());
  }

  /**
   * Returns when every effect of what is committed in the source now is durable.
   *
   * @throws LateException if it is not within half an hour, with what it hangs on
   */
  public void awaitAllOfNow() throws InterruptedException {
    awaitAllOfNow(PATIENCE, () -> {});
  }

  /**
   * The same for somebody who knows better how long it may take.
   *
   * @param patience with the capture, and again with the views
   * @param meanwhile is run again and again, several times a second, by the thread that waits
   * @throws LateException if it is not within this time, with what it hangs on
   */
  public void awaitAllOfNow(Duration patience, Runnable meanwhile) throws InterruptedException {
    captured.await(patience, meanwhile);
    progress.await(views(patience), patience, meanwhile);
  }

  private Set<String> views(Duration patience) throws InterruptedException {
    Set<String> views = new TreeSet<>(Views.OF_DASHBOARDS);
    if (addresses.counts()) {
      views.add(Views.STATS);
    }
    if (addresses.searches()) {
      try (Elasticsearch elasticsearch = new Elasticsearch(addresses)) {
        views.add(Views.search(served(elasticsearch, patience)));
      }
    }
    return views;
  }

  private static String served(Elasticsearch elasticsearch, Duration patience)
      throws InterruptedException {
    long began = System.nanoTime();
    while (true) {
      try {
        return ServedIndex.generation(elasticsearch);
      } catch (UnavailableException e) {
        if (System.nanoTime() - began > patience.toNanos()) {
          throw new LateException(String.valueOf(e.getMessage()));
        }
        Thread.sleep(POLL_MILLIS);
      }
    }
  }
}
