package io.fanfare.ops.audit;

import io.fanfare.ops.refresh.RowKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * What repairs some differences.
 *
 * @param rows the source's rows to refresh, each in every form that it may have had
 * @param strays rows of the view whose keys are asked to deliver or withdraw them
 * @param counted what the rows of the log are compared with the source for
 */
record RepairPlan<E extends AuditedRow<E>>(
    Map<RowKey, Set<SpecificRecordBase>> rows, Set<E> strays, Set<Counted> counted) {

  static <E extends AuditedRow<E>> RepairPlan<E> of(Repair<E> repair, Confirmed<E> found) {
    Set<E> wrong = new LinkedHashSet<>(found.unreclaimed());
    Set<E> strays = new LinkedHashSet<>(found.unreclaimed());
    Set<Counted> counted = new LinkedHashSet<>();
    for (Difference<E> difference : found.differences()) {
      wrong.add(difference.row());
      if (difference.kind() == Difference.Kind.EXTRA) {
        strays.add(difference.row());
      }
      if (difference.kind() != Difference.Kind.MISSING) {
        counted.addAll(repair.counted(difference.row()));
      }
    }
    Map<RowKey, Set<SpecificRecordBase>> rows = new HashMap<>();
    wrong.forEach(
        row ->
            repair
                .sourceOf(row)
                .forEach(
                    (key, former) ->
                        rows.computeIfAbsent(key, any -> new HashSet<>()).add(former)));
    return new RepairPlan<>(rows, strays, counted);
  }
}
