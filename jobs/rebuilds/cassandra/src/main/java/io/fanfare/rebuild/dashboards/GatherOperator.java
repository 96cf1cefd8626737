package io.fanfare.rebuild.dashboards;

import io.fanfare.connectors.cassandra.DashboardPartition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the entries of a recipient's month: rows of one partition that are written together are
 * one mutation, and cost Cassandra a fraction of single rows. The entries of a recipient come one
 * after the other, because the input of a batch job is sorted by its key.
 */
final class GatherOperator extends AbstractStreamOperator<MonthRows>
    implements OneInputStreamOperator<Entry, MonthRows>, BoundedOneInput {

  private static final long serialVersionUID = 1L;

  /** Rows of one mutation: some 60 bytes each, far below what a node or a frame takes. */
  static final int MOST_ROWS = 500;

  private transient Map<Integer, List<Entry>> months;
  private transient @Nullable Long recipient;

  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
  GatherOperator() {}

  @Override
  public void open() throws Exception {
    super.open();
    months = new HashMap<>();
  }

  @Override
  public void processElement(StreamRecord<Entry> element) {
    Entry entry = element.getValue();
    if (!entry.f0.equals(recipient)) {
      emitAll();
      recipient = entry.f0;
    }
    int month = DashboardPartition.monthOf(entry.f1);
    List<Entry> rows = months.computeIfAbsent(month, absent -> new ArrayList<>());
    rows.add(entry);
    if (rows.size() == MOST_ROWS) {
      emit(month, rows);
      rows.clear();
    }
  }

  @Override
  public void endInput() {
    emitAll();
  }

  private void emitAll() {
    months.forEach(
        (month, rows) -> {
          if (!rows.isEmpty()) {
            emit(month, rows);
          }
        });
    months.clear();
  }

  private void emit(int month, List<Entry> entries) {
    MonthRows rows = new MonthRows();
    rows.recipient = entries.get(0).f0;
    rows.month = month;
    rows.times = new long[entries.size()];
    rows.kinds = new byte[entries.size()];
    rows.actors = new long[entries.size()];
    rows.objects = new long[entries.size()];
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      rows.times[i] = entry.f1;
      rows.kinds[i] = entry.f2;
      rows.actors[i] = entry.f3;
      rows.objects[i] = entry.f4;
    }
    output.collect(new StreamRecord<>(rows));
  }
}
