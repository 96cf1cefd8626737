package io.fanfare.jobs.fanout.histories;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Elements on their way to keys: in order for each key, and at any pace. */
final class Channels<K, T> {

  private final Map<K, Deque<T>> channels = new LinkedHashMap<>();

  void add(K key, T element) {
    channels.computeIfAbsent(key, of -> new ArrayDeque<>()).addLast(element);
  }

  Channels<K, T> copy() {
    Channels<K, T> copy = new Channels<>();
    channels.forEach((key, channel) -> copy.channels.put(key, new ArrayDeque<>(channel)));
    return copy;
  }

  /** Removes and returns some of the next elements. */
  List<T> some(Random random) {
    List<T> taken = new ArrayList<>();
    Iterator<Deque<T>> waiting = channels.values().iterator();
    while (waiting.hasNext()) {
      Deque<T> channel = waiting.next();
      while (!channel.isEmpty() && random.nextInt(3) > 0) {
        taken.add(channel.removeFirst());
      }
      if (channel.isEmpty()) {
        waiting.remove();
      }
    }
    return taken;
  }

  List<T> all() {
    List<T> taken = new ArrayList<>();
    channels.values().forEach(taken::addAll);
    channels.clear();
    return taken;
  }
}
