package io.fanfare.schemas.notifications;

import io.fanfare.schemas.dashboard.ActivityKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What recipients chose in Fanfare itself, and what follows from it. */
public final class ChoicesRule {

  public static final Choices NONE = new Choices(null, List.of());

  private ChoicesRule() {}

  /** The choices with another one. */
  public static Choices with(Choices known, OptOut choice) {
    List<OptOut> optedOut = new ArrayList<>(known.getOptedOut());
    optedOut.removeIf(
        other ->
            other.getChannel() == choice.getChannel()
                && Objects.equals(other.getKind(), choice.getKind()));
    if (choice.getOptedOut()) {
      optedOut.add(choice);
    }
    return new Choices(known.getSeenUntil(), optedOut);
  }

  /** The same. What was seen stays seen, in whatever order the records come. */
  public static Choices with(Choices known, SeenUntil choice) {
    Long before = known.getSeenUntil();
    long until =
        before == null ? choice.getActivityTime() : Math.max(before, choice.getActivityTime());
    return new Choices(until, known.getOptedOut());
  }

  /** Whether the recipient opted out of a channel, or of a kind there. */
  public static boolean isOptedOut(Choices choices, Channel channel, ActivityKind kind) {
    return choices.getOptedOut().stream()
        .anyMatch(
            choice ->
                choice.getChannel() == channel
                    && (choice.getKind() == null || choice.getKind() == kind));
  }

  /**
   * Whether the recipient has seen an activity.
   *
   * @param activityTime µs since the epoch
   */
  public static boolean isSeen(Choices choices, long activityTime) {
    Long until = choices.getSeenUntil();
    return until != null && activityTime <= until;
  }
}
