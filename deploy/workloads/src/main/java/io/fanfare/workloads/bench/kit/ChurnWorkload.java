package io.fanfare.workloads.bench.kit;

import java.util.List;

/** What a report says of the network that is changed. */
public interface ChurnWorkload {

  /** Of all that is drawn. */
  long seed();

  /** For people. */
  List<String> lines();
}
