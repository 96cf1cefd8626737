package io.fanfare.api.availability;

/** A server that this one needs. */
public interface Dependency {

  /** As people call it: `Cassandra`. */
  String name();

  /** Whether it can be used right now; answers within about a second and never throws. */
  boolean answers();
}
