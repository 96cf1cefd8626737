package io.fanfare.ops.audit;

import java.util.List;

/**
 * What is so.
 *
 * @param unreclaimed stored entries that no row accounts for, and that are not shown
 */
record Settled<E>(List<Difference<E>> differences, List<E> unreclaimed) {
  int size() {
    return differences.size() + unreclaimed.size();
  }
}
