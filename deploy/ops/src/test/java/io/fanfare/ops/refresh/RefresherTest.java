package io.fanfare.ops.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.TrackRepost;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;

class RefresherTest {

  private final Map<RowKey, SpecificRecordBase> source = new LinkedHashMap<>();
  private final Map<RowKey, String> unreadable = new LinkedHashMap<>();
  private final List<Integer> reads = new ArrayList<>();
  private final List<String> appended = new ArrayList<>();
  private Runnable afterFlush = () -> {};
  private final Refresher refresher =
      new Refresher(this::select, this::append, () -> afterFlush.run());

  @Test
  void existingRowsAreSavedAndKnownRowsThatAreGoneAreDestroyed() throws SQLException {
    source.put(key(1), row(1));
    Map<RowKey, SpecificRecordBase> known = new LinkedHashMap<>();
    known.put(key(1), row(1));
    known.put(key(2), row(2));
    assertThat(refresher.refresh(known)).isEmpty();
    assertThat(appended).containsExactly("SAVE track_reposts/1/7", "DESTROY track_reposts/2/7");
    assertThat(refresher.refreshed()).isEqualTo(2);
  }

  @Test
  void aRowThatIsGoneAndWasNeverKnownIsReturned() throws SQLException {
    assertThat(refresher.refresh(Collections.singletonMap(key(1), null))).containsExactly(key(1));
    assertThat(appended).isEmpty();
    assertThat(refresher.refreshed()).isZero();
  }

  @Test
  void unreadableRowsAreSkippedAndOthersRefreshed() throws SQLException {
    source.put(key(2), row(2));
    unreadable.put(key(1), "No number.");
    Map<RowKey, SpecificRecordBase> known = new LinkedHashMap<>();
    known.put(key(1), row(1));
    known.put(key(2), row(2));
    assertThat(refresher.refresh(known)).isEmpty();
    assertThat(appended).containsExactly("SAVE track_reposts/2/7");
    assertThat(refresher.refreshed()).isEqualTo(1);
    assertThat(refresher.unreadable().lines())
        .containsExactly(
            "Rows that could not be read and were skipped: 1", "  track_reposts/1/7: No number.");
  }

  @Test
  void aRowThatBecomesReadableIsRefreshedFromItsLastKnownForm() throws SQLException {
    unreadable.put(key(1), "No number.");
    afterFlush = unreadable::clear;
    assertThat(refresher.refresh(Map.of(key(1), row(1)))).isEmpty();
    assertThat(appended).containsExactly("DESTROY track_reposts/1/7");
    assertThat(refresher.unreadable().isEmpty()).isTrue();
  }

  @Test
  void aRowThatChangesMeanwhileIsRefreshedAgainAndCountsOnce() throws SQLException {
    source.put(key(1), row(1));
    afterFlush = source::clear;
    assertThat(refresher.refresh(Collections.singletonMap(key(1), null))).isEmpty();
    assertThat(appended).containsExactly("SAVE track_reposts/1/7", "DESTROY track_reposts/1/7");
    assertThat(refresher.refreshed()).isEqualTo(1);
  }

  @Test
  void manyRowsAreReadAThousandAtATime() throws SQLException {
    Map<RowKey, SpecificRecordBase> known = new LinkedHashMap<>();
    for (long user = 0; user < 2_500; user++) {
      known.put(key(user), row(user));
    }
    refresher.refresh(known);
    assertThat(appended).hasSize(2_500);
    assertThat(reads).containsExactly(1_000, 1_000, 1_000, 1_000, 500, 500);
  }

  private SelectedRows select(Collection<RowKey> keys) {
    reads.add(keys.size());
    Map<RowKey, SpecificRecordBase> rows = new LinkedHashMap<>(source);
    rows.keySet().retainAll(keys);
    Map<RowKey, String> bad = new LinkedHashMap<>(unreadable);
    bad.keySet().retainAll(keys);
    return new SelectedRows(rows, bad, null);
  }

  private void append(RowKey key, ModelBroadcast change) {
    appended.add(change.getOperation() + " " + key);
  }

  private static RowKey key(long user) {
    return RowKey.of(Model.TRACK_REPOST, row(user));
  }

  private static TrackRepost row(long user) {
    return new TrackRepost(user, 7L, 1L);
  }
}
