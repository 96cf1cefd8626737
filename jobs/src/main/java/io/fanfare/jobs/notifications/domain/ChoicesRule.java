package io.fanfare.jobs.notifications.domain;

import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Choices;
import io.fanfare.schemas.notifications.OptOut;
import io.fanfare.schemas.notifications.SeenUntil;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What recipients chose in Fanfare itself. */
final class ChoicesRule {

  private ChoicesRule() {}

  static void apply(OptOut choice, RecipientState state) {
    Choices known = state.choices();
    List<OptOut> optedOut = new ArrayList<>(known.getOptedOut());
    optedOut.removeIf(
        other ->
            other.getChannel() == choice.getChannel()
                && Objects.equals(other.getKind(), choice.getKind()));
    if (choice.getOptedOut()) {
      optedOut.add(choice);
    }
    state.setChoices(new Choices(known.getSeenUntil(), optedOut));
  }

  /** What was seen stays seen, in whatever order the records come. */
  static void apply(SeenUntil choice, RecipientState state) {
    Choices known = state.choices();
    Long before = known.getSeenUntil();
    long until =
        before == null ? choice.getActivityTime() : Math.max(before, choice.getActivityTime());
    state.setChoices(new Choices(until, known.getOptedOut()));
  }

  static boolean isOptedOut(Choices choices, Channel channel, ActivityKind kind) {
    return choices.getOptedOut().stream()
        .anyMatch(
            choice ->
                choice.getChannel() == channel
                    && (choice.getKind() == null || choice.getKind() == kind));
  }

  /**
   * @param activityTime µs since the epoch
   */
  static boolean isSeen(Choices choices, long activityTime) {
    Long until = choices.getSeenUntil();
    return until != null && activityTime <= until;
  }
}
