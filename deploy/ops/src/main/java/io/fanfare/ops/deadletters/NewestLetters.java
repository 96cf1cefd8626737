package io.fanfare.ops.deadletters;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The newest dead letters, however many there are: of the others only the origin is kept. */
public final class NewestLetters {

  private final int limit;
  private final Map<String, Listed> newest = new LinkedHashMap<>();
  private final Set<String> origins = new HashSet<>();

  NewestLetters(int limit) {
    this.limit = limit;
  }

  /** Takes the next letter; of its repetitions the newest counts, at its own place. */
  void add(Listed letter) {
    String origin = letter.origin();
    origins.add(origin);
    newest.remove(origin);
    newest.put(origin, letter);
    if (newest.size() > limit) {
      newest.remove(newest.keySet().iterator().next());
    }
  }

  /** How many there are in all. */
  public int all() {
    return origins.size();
  }

  /** In the order in which they were put aside. */
  public List<Listed> list() {
    return new ArrayList<>(newest.values());
  }
}
