package io.fanfare.ops.audit;

import java.util.List;

/**
 * What a recheck has confirmed.
 *
 * @param unreclaimed stored rows that no row of the source accounts for, and that are not shown
 */
record Confirmed<E>(List<Difference<E>> differences, List<E> unreclaimed) {
  int size() {
    return differences.size() + unreclaimed.size();
  }
}
