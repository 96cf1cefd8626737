package io.fanfare.api.models;

import io.fanfare.schemas.models.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What was invalidated, in order. */
final class RecordedInvalidations implements Invalidations {

  final List<String> seen = new ArrayList<>();
  private BooleanSupplier isFollowed = () -> true;

  boolean isUsed() {
    return isFollowed.getAsBoolean();
  }

  @Override
  public void invalidateRow(Model model, List<Long> key) {
    seen.add(model + " " + key);
  }

  @Override
  public void invalidateAll() {
    seen.add("everything");
  }

  @Override
  public void follow(BooleanSupplier isFollowed) {
    this.isFollowed = isFollowed;
    seen.add(isFollowed.getAsBoolean() ? "cached" : "past");
  }
}
