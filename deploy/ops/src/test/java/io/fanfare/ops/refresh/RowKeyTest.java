package io.fanfare.ops.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.models.Model;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowKeyTest {

  /** Otherwise nobody would learn of a row that is gone and of which no record is left. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "follows/1/2",
        "track_reposts/1/2",
        "playlist_reposts/1/2",
        "track_likes/1/2",
        "playlist_likes/1/2",
        "notification_settings/1/push/track:repost"
      })
  void aRowThatIsGoneIsMadeOfItsKey(String text) {
    RowKey key = RowKey.parse(text.replace(":", "%3A"));
    assertThat(key).isNotNull();
    SpecificRecordBase row = key.relation();
    assertThat(row).isNotNull();
    assertThat(RowKey.of(Model.ofRow(row), row)).isEqualTo(key);
  }
}
