package io.fanfare.ops.audit;

import io.fanfare.ops.audit.dashboards.Entry;
import io.fanfare.schemas.dashboard.DashboardRule.Verdict;
import java.sql.Connection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Dashboards that a test fills. The view has no source. */
record InMemoryView(Map<Entry, Verdict> stored, Set<Entry> past, List<String> reads)
    implements View<Entry> {

  static final Wording<Entry> WORDING =
      new Wording<>() {
        @Override
        public String rows() {
          return "entries";
        }

        @Override
        public String describe(Entry entry) {
          return entry.toString();
        }

        @Override
        public Map<String, Object> document(Entry entry) {
          return Map.of("recipient_id", entry.recipientId());
        }

        @Override
        public String causeOfExtra() {
          return "a cause";
        }
      };

  @Override
  public ExpectedRows<Entry> expected(Connection source, Collection<Long> recipientIds) {
    throw new AssertionError("the test answers what is expected");
  }

  @Override
  public void judge(long recipientId, BiConsumer<Entry, Verdict> judged) {
    reads.add("dashboard");
    stored.forEach(
        (entry, verdict) -> {
          if (entry.recipientId() == recipientId) {
            judged.accept(entry, verdict);
          }
        });
  }

  @Override
  public boolean isPast(Entry entry) {
    return past.contains(entry);
  }

  @Override
  public Repair<Entry> repair() {
    return entry -> Map.of();
  }

  @Override
  public Wording<Entry> wording() {
    return WORDING;
  }
}
