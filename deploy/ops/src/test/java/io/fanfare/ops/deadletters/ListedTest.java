package io.fanfare.ops.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.deadletters.DeadLetter;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.events.DomainEvent;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ListedTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

  @Test
  void aLetterNamesTheJobTheRecordAndTheCause() {
    assertThat(letter("tracks/7".getBytes(UTF_8), "It is not readable.").lines())
        .containsExactly(
            "#17  2026-01-02T03:04:05Z  fan-out, models partition 0 offset 42, create.Track, key"
                + " tracks/7",
            "    It is not readable.");
  }

  @Test
  void foreignTextDoesNotControlTheTerminal() {
    assertThat(letter(new byte[] {0x1b, '[', '2', 'J'}, "bad\n\u001b[31m\u202e").lines())
        .containsExactly(
            "#17  2026-01-02T03:04:05Z  fan-out, models partition 0 offset 42, create.Track,"
                + " key \\u001b[2J",
            "    bad\\u000a\\u001b[31m\\u202e");
    assertThat(letter(new byte[] {(byte) 0xff, 1}, "x").lines().get(0)).endsWith("key 0xff01");
    assertThat(letter("曲/7 🎵".getBytes(UTF_8), "x").lines().get(0)).endsWith("key 曲/7 🎵");
  }

  @Test
  void programsGetTheBytes() {
    assertThat(letter(new byte[] {(byte) 0xff, 1}, "x").document())
        .containsAllEntriesOf(
            Map.of(
                "id", 17L,
                "putAsideAt", "2026-01-02T03:04:05.678Z",
                "job", "fan-out",
                "topic", "models",
                "offset", 42L,
                "appendedAt", "1970-01-01T00:00:01Z",
                "key", "/wE=",
                "value", "AAE="));
  }

  @Test
  void aValueIsShownByItsContract() {
    DomainEvent event = new DomainEvent("e1", 7L, null, 1L, null, null, null);
    Listed listed = withValue("events.plays", AvroCodec.of(DomainEvent.class).encode(event));
    assertThat(listed.wholeLines())
        .contains("    appended at 1970-01-01T00:00:01Z", "      \"id\" : \"e1\",");
    assertThat(listed.wholeDocument().get("decoded")).asString().contains("\"e1\"");
  }

  @Test
  void aValueOfNoContractIsShownAsTextOrDigits() {
    assertThat(withValue("models", "no\u001b change".getBytes(UTF_8)).wholeLines())
        .endsWith("    no\\u001b change");
    assertThat(withValue("models", new byte[] {(byte) 0xff, 'a', 0}).wholeLines())
        .last()
        .asString()
        .matches("    00000000  ff 61 00 +\\.a\\.");
    assertThat(withValue("models", null).wholeLines()).endsWith("    no value");
    assertThat(withValue("models", new byte[] {1}).wholeDocument()).doesNotContainKey("decoded");
  }

  private static Listed withValue(String topic, byte @Nullable [] value) {
    ByteBuffer buffer = value == null ? null : ByteBuffer.wrap(value);
    return Listed.of(
        1,
        NOW,
        new DeadLetter(
            "stats",
            "A cause.",
            new LogRecord(topic, 0, 1L, 1_000_000L, null, buffer, null),
            null));
  }

  @Test
  void otherRecordsAreListedToo() {
    Listed listed =
        Listed.unreadable(
            NOW,
            new ConsumerRecord<>("deadletters", 0, 9, null, new byte[] {7}),
            "The value is not a readable DeadLetter: x.");
    assertThat(listed.lines())
        .containsExactly(
            "#9  2026-01-02T03:04:05Z  deadletters partition 0 offset 9",
            "    Not a dead letter: The value is not a readable DeadLetter: x.");
    assertThat(listed.document()).doesNotContainKeys("job", "key", "event");
  }

  private static Listed letter(byte[] key, String cause) {
    return Listed.of(
        17,
        NOW,
        new DeadLetter(
            "fan-out",
            cause,
            new LogRecord(
                "models",
                0,
                42L,
                1_000_000L,
                ByteBuffer.wrap(key),
                ByteBuffer.wrap(new byte[] {0, 1}),
                "create.Track"),
            null));
  }
}
