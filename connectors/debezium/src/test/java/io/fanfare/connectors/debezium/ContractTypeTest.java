package io.fanfare.connectors.debezium;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.debezium.data.Bits;
import io.debezium.data.Json;
import io.debezium.time.MicroTime;
import io.debezium.time.MicroTimestamp;
import io.debezium.time.NanoTime;
import io.debezium.time.NanoTimestamp;
import io.debezium.time.Time;
import io.debezium.time.Timestamp;
import io.debezium.time.ZonedTimestamp;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Date;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("JavaUtilDate") // Connect's own type of times
class ContractTypeTest {

  @Test
  void readsWholeNumbersOfEveryWidth() throws UnreadableException {
    assertThat(ContractType.LONG.read(null, (byte) -128)).isEqualTo(-128L);
    assertThat(ContractType.LONG.read(null, Short.MIN_VALUE)).isEqualTo(-32_768L);
    assertThat(ContractType.LONG.read(null, Integer.MIN_VALUE)).isEqualTo(-2_147_483_648L);
    assertThat(ContractType.LONG.read(null, Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
    assertThat(ContractType.LONG.read(null, "9223372036854775807")).isEqualTo(Long.MAX_VALUE);
    assertThat(ContractType.LONG.read(null, new BigDecimal("12.00"))).isEqualTo(12L);
    assertThat(ContractType.LONG.read(null, 3.0d)).isEqualTo(3L);
    assertThat(ContractType.INT.read(null, (short) 7)).isEqualTo(7);
    assertThat(ContractType.INT.read(null, 2_147_483_647L)).isEqualTo(Integer.MAX_VALUE);
    assertThat(ContractType.INT.read("io.debezium.time.Year", 2024)).isEqualTo(2024);
  }

  @Test
  void rejectsNumbersThatAreNotExact() {
    assertThat(rejection(ContractType.INT, null, 2_147_483_648L))
        .isEqualTo("is 2147483648, which has more than 32 bits");
    assertThat(rejection(ContractType.LONG, null, "9223372036854775808"))
        .isEqualTo("is '9223372036854775808', not a whole number of 64 bits");
    assertThat(rejection(ContractType.LONG, null, "1e999999999")).contains("not a whole number");
    assertThat(rejection(ContractType.LONG, null, 0.5d)).contains("'0.5'");
    assertThat(rejection(ContractType.LONG, null, Double.NaN)).contains("'NaN'");
    assertThat(rejection(ContractType.LONG, null, "x".repeat(1_000))).hasSizeLessThan(100);
    assertThat(rejection(ContractType.LONG, null, true)).isEqualTo("is a Boolean, not a number");
    assertThat(rejection(ContractType.LONG, MicroTime.SCHEMA_NAME, 5L))
        .isEqualTo("is a io.debezium.time.MicroTime, not a number");
    assertThat(rejection(ContractType.INT, Timestamp.SCHEMA_NAME, 5L)).contains("not a number");
  }

  @Test
  void roundsFractionsWhereNoRuleNeedsTheNumber() throws UnreadableException {
    assertThat(ContractType.INT.read(null, ContractType.INT.rounded("127.98"))).isEqualTo(128);
    assertThat(ContractType.INT.read(null, ContractType.INT.rounded("-127.50"))).isEqualTo(-128);
    assertThat(ContractType.LONG.read(null, ContractType.LONG.rounded(0.4d))).isEqualTo(0L);
    assertThat(ContractType.INT.rounded("soon")).isEqualTo("soon");
    assertThat(ContractType.INT.rounded("1e-999999999")).isEqualTo("1e-999999999");
    assertThat(ContractType.INT.rounded(Double.NaN)).isEqualTo(Double.NaN);
    assertThat(ContractType.STRING.rounded("127.98")).isEqualTo("127.98");
  }

  @Test
  void readsPointsInTimeAsMicroseconds() throws UnreadableException {
    assertThat(micros(Timestamp.SCHEMA_NAME, 1_714_979_289_123L)).isEqualTo(1_714_979_289_123_000L);
    assertThat(micros(MicroTimestamp.SCHEMA_NAME, 1_714_979_289_123_456L))
        .isEqualTo(1_714_979_289_123_456L);
    assertThat(micros(NanoTimestamp.SCHEMA_NAME, -1L)).isEqualTo(-1L);
    assertThat(micros(ZonedTimestamp.SCHEMA_NAME, "2024-05-06T07:08:09.123456Z"))
        .isEqualTo(1_714_979_289_123_456L);
    assertThat(micros(ZonedTimestamp.SCHEMA_NAME, "2024-05-06T09:08:09+02:00"))
        .isEqualTo(1_714_979_289_000_000L);
    assertThat(micros(io.debezium.time.Date.SCHEMA_NAME, -1)).isEqualTo(-86_400_000_000L);
    assertThat(micros(org.apache.kafka.connect.data.Timestamp.LOGICAL_NAME, new Date(5)))
        .isEqualTo(5_000L);
    assertThat(micros(org.apache.kafka.connect.data.Date.LOGICAL_NAME, new Date(86_400_000)))
        .isEqualTo(86_400_000_000L);
  }

  @Test
  void rejectsInvalidPointsInTime() {
    assertThat(rejection(ContractType.LONG, ZonedTimestamp.SCHEMA_NAME, "yesterday"))
        .isEqualTo("is not a valid io.debezium.time.ZonedTimestamp");
    assertThat(rejection(ContractType.LONG, Timestamp.SCHEMA_NAME, Long.MAX_VALUE))
        .isEqualTo("is not a valid io.debezium.time.Timestamp");
    assertThat(rejection(ContractType.LONG, MicroTimestamp.SCHEMA_NAME, true))
        .contains("not a valid");
  }

  @Test
  void readsTimesOfDayAsText() throws UnreadableException {
    assertThat(ContractType.STRING.read(MicroTime.SCHEMA_NAME, 0L)).isEqualTo("00:00:00");
    assertThat(ContractType.STRING.read(MicroTime.SCHEMA_NAME, 79_261_999_999L))
        .isEqualTo("22:01:01");
    assertThat(ContractType.STRING.read(NanoTime.SCHEMA_NAME, 1_000_000_000L))
        .isEqualTo("00:00:01");
    assertThat(ContractType.STRING.read(Time.SCHEMA_NAME, 61_000)).isEqualTo("00:01:01");
    assertThat(ContractType.STRING.read(MicroTime.SCHEMA_NAME, -3_020_399_000_000L))
        .isEqualTo("-838:59:59");
    assertThat(
            ContractType.STRING.read(
                org.apache.kafka.connect.data.Time.LOGICAL_NAME, new Date(3_600_000)))
        .isEqualTo("01:00:00");
  }

  @Test
  void readsTruthValues() throws UnreadableException {
    assertThat(ContractType.BOOLEAN.read(null, true)).isEqualTo(true);
    assertThat(ContractType.BOOLEAN.read(null, (byte) 1)).isEqualTo(true);
    assertThat(ContractType.BOOLEAN.read(null, (short) 0)).isEqualTo(false);
    assertThat(ContractType.BOOLEAN.read(null, 2L)).isEqualTo(true);
    assertThat(ContractType.BOOLEAN.read(Bits.LOGICAL_NAME, new byte[] {0, 2})).isEqualTo(true);
    assertThat(ContractType.BOOLEAN.read(Bits.LOGICAL_NAME, ByteBuffer.wrap(new byte[2])))
        .isEqualTo(false);
    assertThat(ContractType.BOOLEAN.read(null, "TRUE")).isEqualTo(true);
    assertThat(ContractType.BOOLEAN.read(null, "0")).isEqualTo(false);
    assertThat(rejection(ContractType.BOOLEAN, null, "maybe"))
        .isEqualTo("is 'maybe', not a truth value");
  }

  @Test
  void readsText() throws UnreadableException {
    assertThat(ContractType.STRING.read(null, "")).isEqualTo("");
    assertThat(ContractType.STRING.read(Json.LOGICAL_NAME, "{}")).isEqualTo("{}");
    assertThat(ContractType.STRING.read(null, 12L)).isEqualTo("12");
    assertThat(ContractType.STRING.read(null, new BigDecimal("1.50"))).isEqualTo("1.50");
    assertThat(ContractType.STRING.read(null, ByteBuffer.wrap("🎧".getBytes(UTF_8))))
        .isEqualTo("🎧");
    assertThat(rejection(ContractType.STRING, null, new byte[] {(byte) 0xff}))
        .isEqualTo("has bytes that are not UTF-8 text");
    assertThat(rejection(ContractType.STRING, Timestamp.SCHEMA_NAME, 5L))
        .isEqualTo("is a io.debezium.time.Timestamp, not text");
  }

  @Test
  void doesNotChangeABuffer() throws UnreadableException {
    ByteBuffer buffer = ByteBuffer.wrap("again".getBytes(UTF_8));

    ContractType.STRING.read(null, buffer);

    assertThat(ContractType.STRING.read(Schema.BYTES_SCHEMA.name(), buffer)).isEqualTo("again");
  }

  private static Object micros(String schemaName, Object value) throws UnreadableException {
    return ContractType.LONG.read(schemaName, value);
  }

  private static String rejection(ContractType type, @Nullable String schemaName, Object value) {
    return catchThrowableOfType(UnreadableException.class, () -> type.read(schemaName, value))
        .reason();
  }
}
