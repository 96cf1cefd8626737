package io.fanfare.workloads.bench.kit;

import java.util.List;

/** The description of the changed network in a report. */
public interface ChurnWorkload {

  /** Of all that is drawn. */
  long seed();

  /** For people. */
  List<String> lines();
}
