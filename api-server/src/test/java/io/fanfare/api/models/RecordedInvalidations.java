package io.fanfare.api.models;

import java.util.ArrayList;
import java.util.List;

/** What was invalidated, in order. */
final class RecordedInvalidations implements Invalidations {

  final List<String> seen = new ArrayList<>();

  @Override
  public void track(long id) {
    seen.add("track " + id);
  }

  @Override
  public void user(long id) {
    seen.add("user " + id);
  }

  @Override
  public void everything() {
    seen.add("everything");
  }
}
