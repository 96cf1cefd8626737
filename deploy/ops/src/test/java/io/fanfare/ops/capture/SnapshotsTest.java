package io.fanfare.ops.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

/** Records of the schema history as Debezium and `resync` write them, shortened. */
class SnapshotsTest {

  private final KnownDefinitions known = new KnownDefinitions("fanfare");

  @Test
  void aSnapshotThatRunsThroughIsNotRepeated() throws JsonProcessingException {
    definition(4711);
    definition(4711);
    statement(5000);
    assertThat(known.repeatedSnapshot()).isEmpty();
  }

  @Test
  void aSnapshotThatIsBegunAgainIsRepeatedUntilAResync() throws JsonProcessingException {
    definition(4711);
    definition(4800);
    definition(4800);
    assertThat(known.repeatedSnapshot()).isPresent();
    resync(4800);
    statement(5000);
    assertThat(known.repeatedSnapshot()).isEmpty();
    definition(6000);
    assertThat(known.repeatedSnapshot()).isPresent();
  }

  @Test
  void aResyncOfAnEarlierSnapshotIsNotEnough() throws JsonProcessingException {
    definition(4711);
    definition(4800);
    definition(4900);
    resync(4800);
    assertThat(known.repeatedSnapshot()).isPresent();
    resync(4900);
    assertThat(known.repeatedSnapshot()).isEmpty();
  }

  /** If nothing was written between both, nothing was deleted. */
  @Test
  void aSnapshotThatBeginsAtTheSamePositionIsTheSame() throws JsonProcessingException {
    definition(4711);
    definition(4711);
    assertThat(known.repeatedSnapshot()).isEmpty();
  }

  @Test
  void aResyncWithoutNeedChangesNothing() throws JsonProcessingException {
    resync(4711);
    definition(4711);
    resync(4711);
    assertThat(known.repeatedSnapshot()).isEmpty();
  }

  private void definition(int position) throws JsonProcessingException {
    add(position, ", \"snapshot\": \"INITIAL\"", "\"ddl\": \"CREATE TABLE `users` (`id` bigint)\"");
  }

  private void statement(int position) throws JsonProcessingException {
    add(position, "", "\"ddl\": \"ALTER TABLE users ADD COLUMN mood INT\"");
  }

  private void resync(int position) throws JsonProcessingException {
    add(
        position,
        ", \"snapshot\": \"INITIAL\"",
        "\"%s\": true".formatted(KnownDefinitions.RESYNCED));
  }

  private void add(int position, String snapshot, String field) throws JsonProcessingException {
    JsonNode record =
        new ObjectMapper()
            .readTree(
                "{\"position\": {\"file\": \"binlog.000001\", \"pos\": %d%s}, %s}"
                    .formatted(position, snapshot, field));
    known.add(record);
  }
}
