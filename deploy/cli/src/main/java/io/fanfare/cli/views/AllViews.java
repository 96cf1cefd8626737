package io.fanfare.cli.views;

import io.fanfare.local.StackAddresses;
import io.fanfare.schemas.progress.Views;
import java.time.Duration;

/** How far all views are behind the source. */
public final class AllViews {

  /** A large fan-out may be the work of minutes. */
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private final CapturedPosition captured;
  private final ViewProgress progress;

  public AllViews(StackAddresses addresses) {
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
    progress.await(Views.ALL, patience, meanwhile);
  }
}
