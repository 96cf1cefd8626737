package io.fanfare.jobs.notifications.domain;

import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.NotificationRule;
import io.fanfare.schemas.notifications.NotifiedActivity;
import io.fanfare.schemas.notifications.SuppressionReason;
import io.fanfare.schemas.notifications.Waiting;
import io.fanfare.schemas.notifications.WaitingKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Bundles what is due in one channel at one moment into a digest. */
final class Bundles {

  private static final Comparator<Map.Entry<WaitingKey, Waiting>> NEWEST_FIRST =
      Comparator.<Map.Entry<WaitingKey, Waiting>>comparingLong(
              entry -> entry.getValue().getActivityTime())
          .reversed()
          .thenComparing(Map.Entry::getKey);

  private record Slot(Channel channel, long due) implements Comparable<Slot> {
    @Override
    public int compareTo(Slot other) {
      return Comparator.comparing(Slot::channel).thenComparing(Slot::due).compare(this, other);
    }
  }

  private final Messages messages;
  private final Map<Slot, List<Map.Entry<WaitingKey, Waiting>>> bundles = new TreeMap<>();

  Bundles(Messages messages) {
    this.messages = messages;
  }

  void add(WaitingKey key, Waiting waiting) {
    bundles
        .computeIfAbsent(new Slot(key.getChannel(), waiting.getDue()), slot -> new ArrayList<>())
        .add(Map.entry(key, waiting));
  }

  void emit() {
    bundles.forEach(this::emit);
  }

  private void emit(Slot slot, List<Map.Entry<WaitingKey, Waiting>> bundle) {
    bundle.sort(NEWEST_FIRST);
    List<NotifiedActivity> activities =
        bundle.stream()
            .limit(NotificationRule.MOST_ACTIVITIES)
            .map(entry -> Messages.activity(entry.getKey(), entry.getValue()))
            .toList();
    long expires =
        bundle.stream().mapToLong(entry -> entry.getValue().getExpires()).max().orElseThrow();
    messages.emit(slot.channel(), slot.due(), expires, activities);
    bundle.stream()
        .skip(NotificationRule.MOST_ACTIVITIES)
        .forEach(
            entry ->
                messages.suppress(entry.getKey(), entry.getValue(), SuppressionReason.TOO_MANY));
  }
}
