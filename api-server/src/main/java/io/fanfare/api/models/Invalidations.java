package io.fanfare.api.models;

/** What has to be forgotten because its row changed. */
public interface Invalidations {

  void track(long id);

  void user(long id);

  void everything();
}
