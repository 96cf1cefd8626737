package io.fanfare.ops.audit.edge;

import io.fanfare.ops.audit.AwaitViews;
import io.fanfare.ops.audit.edge.PageComparison.Pair;
import io.fanfare.ops.progress.BinlogPosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks again at pages that seemed to be different. A check reads a page at the API, waits until no
 * cache can hold an answer from before that, reads it at the cache and at the API again. If both
 * answers of the API are the same, the cache must give that one, too. A row may also change and
 * change back meanwhile, so a page must be different at two checks, unless nothing at all changed
 * in the source during one.
 */
final class PageRecheck {

  /** As many as of the rows of other views. */
  static final int CHECKS = 5;

  /** Checks at which a page must be different. */
  private static final int ENOUGH = 2;

  private final PageComparison comparison;
  private final AwaitViews purges;

  PageRecheck(PageComparison comparison, AwaitViews purges) {
    this.comparison = comparison;
    this.purges = purges;
  }

  /**
   * @param different at two checks, or a certain one
   * @param unsettled pages that changed during the checks, and never were the same
   */
  record Verdict(List<EdgeDifference> different, long unsettled) {}

  Verdict confirm(List<CachedPage> suspects) throws InterruptedException {
    List<CachedPage> open = List.copyOf(suspects);
    Map<CachedPage, Integer> proofs = new HashMap<>();
    List<Pair> pairs = List.of();
    boolean isCertain = false;
    for (int check = 0; check < CHECKS && !isCertain && !open.isEmpty(); check++) {
      BinlogPosition before = purges.sourceEnd();
      List<Answer> earlier = comparison.origin(open);
      purges.awaitCurrent();
      List<Pair> read = comparison.both(open);
      isCertain = purges.sourceEnd().equals(before);
      pairs = new ArrayList<>();
      for (int i = 0; i < read.size(); i++) {
        Pair pair = read.get(i);
        if (!pair.isEqual()) {
          pairs.add(pair);
          boolean isProof = earlier.get(i).isSameAs(pair.origin());
          proofs.merge(pair.page(), isProof ? (isCertain ? ENOUGH : 1) : 0, Integer::sum);
        }
      }
      open = pairs.stream().map(Pair::page).toList();
    }
    List<EdgeDifference> different =
        pairs.stream()
            .filter(pair -> proofs.getOrDefault(pair.page(), 0) >= ENOUGH)
            .map(pair -> EdgeDifference.of(pair.page(), pair.cached(), pair.origin()))
            .toList();
    return new Verdict(different, pairs.size() - different.size());
  }
}
