package io.fanfare.ops.audit;

import io.fanfare.ops.audit.dashboards.Entry;
import io.fanfare.ops.refresh.RowKey;
import io.fanfare.ops.topics.ModelsAppender;
import io.fanfare.schemas.dashboard.DashboardRule.Verdict;
import java.sql.Connection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecordBase;

/** Dashboards that a test fills; of the source it knows nothing. */
record InMemoryView(Map<Entry, Verdict> stored, Set<Entry> past, List<String> looks)
    implements View<Entry> {

  @Override
  public String rows() {
    return "entries";
  }

  @Override
  public ExpectedRows<Entry> expected(Connection source, Collection<Long> recipientIds) {
    throw new AssertionError("the test says what is expected");
  }

  @Override
  public void judge(long recipientId, BiConsumer<Entry, Verdict> judged) {
    looks.add("dashboard");
    stored.forEach(
        (entry, verdict) -> {
          if (entry.recipientId() == recipientId) {
            judged.accept(entry, verdict);
          }
        });
  }

  @Override
  public void forgetSource() {}

  @Override
  public boolean isPast(Entry entry) {
    return past.contains(entry);
  }

  @Override
  public String causeOfExtra() {
    return "a cause";
  }

  @Override
  public Map<RowKey, SpecificRecordBase> sourceOf(Entry entry) {
    return Map.of();
  }

  @Override
  public void settle(Entry entry, ModelsAppender models) {}

  @Override
  public String said(Entry entry) {
    return entry.toString();
  }

  @Override
  public Map<String, Object> document(Entry entry) {
    return Map.of("recipient_id", entry.recipientId());
  }
}
