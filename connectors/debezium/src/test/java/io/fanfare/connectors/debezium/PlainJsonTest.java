package io.fanfare.connectors.debezium;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("JavaUtilDate") // Connect's own type of times
class PlainJsonTest {

  @Test
  void writesAllTypesOfConnect() {
    assertThat(json(null)).isEqualTo("null");
    assertThat(json(List.of((byte) 1, (short) 2, 3, Long.MIN_VALUE, 1.5f, new BigDecimal("0.10"))))
        .isEqualTo("[1,2,3,-9223372036854775808,1.5,0.10]");
    assertThat(json(List.of(true, "ä\"🎧\n"))).isEqualTo("[true,\"ä\\\"🎧\\n\"]");
    assertThat(json(Map.of(1, new byte[] {1, 2}))).isEqualTo("{\"1\":\"AQI=\"}");
    assertThat(json(ByteBuffer.wrap(new byte[] {1, 2}))).isEqualTo("\"AQI=\"");
    assertThat(json(new Date(0))).isEqualTo("\"1970-01-01T00:00:00Z\"");
  }

  @Test
  void keepsANullIfTheSchemaHasADefault() {
    Schema schema =
        SchemaBuilder.struct()
            .field("a", SchemaBuilder.string().optional().defaultValue("x").build())
            .build();

    assertThat(json(new Struct(schema))).isEqualTo("{\"a\":null}");
  }

  @Test
  void writesTheTypeOfAnUnwritableValue() {
    List<Object> endless = new ArrayList<>();
    endless.add(endless);

    assertThat(json(endless)).isEqualTo("\"java.util.ArrayList\"");
  }

  @Test
  void aHeartbeatIsPlainJsonWithoutAnEvent() {
    Schema schema =
        SchemaBuilder.struct()
            .name("io.debezium.connector.common.Heartbeat")
            .field("ts_ms", Schema.INT64_SCHEMA)
            .build();

    Converted converted =
        Converted.of(
            Map.of(),
            "__debezium-heartbeat.fanfare",
            schema,
            new Struct(schema).put("ts_ms", 1_714_979_289_123L));

    assertThat(converted.value()).isEqualTo("{\"ts_ms\":1714979289123}".getBytes(UTF_8));
    assertThat(converted.event()).isNull();
  }

  private static String json(@Nullable Object value) {
    return new String(PlainJson.of(value), UTF_8);
  }
}
