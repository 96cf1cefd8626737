package io.fanfare.cli.audit;

import io.fanfare.cli.views.CapturedPosition;
import io.fanfare.cli.views.ViewProgress;
import io.fanfare.local.StackAddresses;
import io.fanfare.schemas.progress.Views;
import java.time.Duration;
import java.util.Set;

/** Asks the capture and the views how far they are. */
final class PassedViews implements AwaitViews {

  /** A large fan-out may be the work of minutes. */
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private final CapturedPosition captured;
  private final ViewProgress progress;

  PassedViews(StackAddresses addresses) {
    captured = new CapturedPosition(addresses);
    progress = new ViewProgress(addresses.kafkaBootstrap());
  }

  @Override
  public void awaitAllOfNow() throws InterruptedException {
    captured.await(PATIENCE);
    progress.await(Set.of(Views.DASHBOARDS), PATIENCE);
  }
}
