package io.fanfare.ops.audit.stats;

import io.fanfare.schemas.stats.Granularity;
import java.util.Set;

/**
 * Periods that are read although no coarser cell may lead to them. A cell is shown, too, if it was
 * written without the coarser ones.
 */
interface Periods {

  Periods NONE = (counted, granularity) -> Set.of();

  /** The {@link io.fanfare.schemas.stats.Buckets#period periods} of cells of a granularity. */
  Set<Integer> of(Counted counted, Granularity granularity);
}
