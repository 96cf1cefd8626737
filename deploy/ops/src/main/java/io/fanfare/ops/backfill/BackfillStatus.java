package io.fanfare.ops.backfill;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a view's backfill is doing.
 *
 * @param generations by name or number, what is known of each; empty for a view without any
 * @param rebuild the job that is under way, in words; null if there is none
 */
public record BackfillStatus(Map<String, String> generations, @Nullable String rebuild) {

  /** For people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    generations.forEach((name, state) -> lines.add("generation %s: %s".formatted(name, state)));
    lines.add(rebuild == null ? "no rebuild is under way" : "under way: " + rebuild);
    return lines;
  }

  /** For programs. */
  public Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("generations", generations);
    document.put("rebuild", rebuild);
    return document;
  }
}
