package io.fanfare.api.models;

import io.fanfare.schemas.models.Model;
import java.util.ArrayList;
import java.util.List;

/** What was invalidated, in order. */
final class RecordedInvalidations implements Invalidations {

  final List<String> seen = new ArrayList<>();

  @Override
  public void invalidateRow(Model model, List<Long> key) {
    seen.add(model + " " + key);
  }

  @Override
  public void invalidateAll() {
    seen.add("everything");
  }

  @Override
  public void follow(boolean follows) {
    seen.add(follows ? "cached" : "past");
  }
}
