package io.fanfare.connectors.cassandra;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyspacesTest {

  @Test
  void createsBothInTheDatacenter() {
    assertThat(new Keyspaces("music", "music_stats").create("dc'1", 3))
        .containsExactly(
            "CREATE KEYSPACE IF NOT EXISTS music WITH replication ="
                + " {'class': 'NetworkTopologyStrategy', 'dc''1': 3}",
            "CREATE KEYSPACE IF NOT EXISTS music_stats WITH replication ="
                + " {'class': 'NetworkTopologyStrategy', 'dc''1': 3}");
  }

  @Test
  void renamesEveryTableOfTheSchema() throws IOException {
    String schema = schema();
    assertThat(Keyspaces.DEFAULT.rename(schema)).isEqualTo(schema);
    // Names that are each other's default show that one does not replace the other again.
    assertThat(tables(new Keyspaces("stats", "fanfare").rename(schema)))
        .isEqualTo(
            tables(
                schema
                    .replace("EXISTS fanfare.", "EXISTS -.")
                    .replace("EXISTS stats.", "EXISTS fanfare.")
                    .replace("EXISTS -.", "EXISTS stats.")))
        .contains("CREATE TABLE IF NOT EXISTS stats.closeness")
        .contains("CREATE TABLE IF NOT EXISTS fanfare.cells");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Fanfare", "1st", "a-b", "a; DROP KEYSPACE b", "_a"})
  void rejectsNamesThatNeedQuotes(String name) {
    assertThatThrownBy(() -> new Keyspaces(name, "stats"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + name + "'");
    assertThatThrownBy(() -> new Keyspaces("fanfare", "x".repeat(49)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String tables(String schema) {
    return String.join("\n", schema.lines().filter(line -> line.startsWith("CREATE")).toList());
  }

  private static String schema() throws IOException {
    try (InputStream in = Keyspaces.class.getResourceAsStream("/cassandra/schema.cql")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    }
  }
}
