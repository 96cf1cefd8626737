package io.fanfare.workloads.bench;

import java.util.List;

/** What a report says of the network that is changed. */
interface ChurnWorkload {

  /** Of all that is drawn. */
  long seed();

  /** For people. */
  List<String> lines();
}
