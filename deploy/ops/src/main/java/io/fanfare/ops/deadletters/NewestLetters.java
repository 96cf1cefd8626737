package io.fanfare.ops.deadletters;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The newest dead letters. Of older ones only the origin is kept, to count each once. */
public final class NewestLetters {

  private final int limit;
  private final Map<String, Listed> newest = new LinkedHashMap<>();
  private final Set<String> origins = new HashSet<>();

  NewestLetters(int limit) {
    this.limit = limit;
  }

  /** Adds the next letter. A repetition takes the place of the earlier one. */
  void add(Listed letter) {
    String origin = letter.origin();
    origins.add(origin);
    newest.remove(origin);
    newest.put(origin, letter);
    if (newest.size() > limit) {
      newest.remove(newest.keySet().iterator().next());
    }
  }

  /** How many letters there are, older ones included. */
  public int total() {
    return origins.size();
  }

  /** In the order in which they were put aside. */
  public List<Listed> list() {
    return new ArrayList<>(newest.values());
  }
}
