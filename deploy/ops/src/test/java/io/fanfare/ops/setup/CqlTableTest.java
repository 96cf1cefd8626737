package io.fanfare.ops.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CqlTableTest {

  @Test
  void readsEveryStatementOfTheSchema() {
    List<CqlTable> tables =
        SchemaScript.statements("/cassandra/schema.cql").stream()
            .map(CqlTable::of)
            .flatMap(Optional::stream)
            .toList();
    assertThat(tables).hasSameSizeAs(SchemaScript.statements("/cassandra/schema.cql"));
    assertThat(tables).allSatisfy(table -> assertThat(table.columns()).isNotEmpty());
    Map<String, List<String>> first =
        tables.stream()
            .collect(Collectors.toMap(CqlTable::name, CqlTable::columns, (one, more) -> one));
    assertThat(first.get("fanfare.dashboard_entries"))
        .containsExactly("recipient_id", "month", "activity_time", "kind", "actor_id", "object_id");
    assertThat(first.get("stats.cells"))
        .contains("counts", "sketch", "listeners")
        .doesNotContain("PRIMARY");
    assertThat(tables).last().isEqualTo(new CqlTable("stats.cells", List.of("counts")));
  }

  @Test
  void otherStatementsMakeNoTable() {
    assertThat(CqlTable.of("CREATE KEYSPACE IF NOT EXISTS fanfare WITH replication = {}"))
        .isEmpty();
  }
}
