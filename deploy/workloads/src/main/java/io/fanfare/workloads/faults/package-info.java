/** Kills servers during a workload, and writes rows despite that. */
@NullMarked
package io.fanfare.workloads.faults;

import org.jspecify.annotations.NullMarked;
