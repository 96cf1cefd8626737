package io.fanfare.ops.resync;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.connectors.debezium.source.HiddenColumns;
import io.fanfare.ops.resync.DefinedTable.Column;
import java.util.List;
import org.junit.jupiter.api.Test;

class DefinedTableTest {

  @Test
  void theStatementHasOnlyWhatEveryParserKnows() {
    DefinedTable table =
        new DefinedTable(
            "my`songs",
            List.of(
                new Column("id", "bigint(20) unsigned", null, false),
                new Column("title", "varchar(20) /*M!100301 COMPRESSED*/", "utf8mb4", true),
                new Column("state", "enum('a,b','it''s')", "latin1", true),
                new Column("address", "inet6", null, true),
                new Column("at", "datetime(6)", null, false)),
            new HiddenColumns(List.of(), false));
    assertThat(table.createTable())
        .isEqualTo(
            "CREATE TABLE `my``songs` (`id` bigint(20) unsigned NOT NULL, `title` varchar(20)"
                + " CHARACTER SET utf8mb4 NULL, `state` enum('a,b','it''s') CHARACTER SET latin1"
                + " NULL, `address` varbinary(255) NULL, `at` datetime(6) NOT NULL)");
  }

  @Test
  void hiddenColumnsComeLast() {
    DefinedTable table =
        new DefinedTable(
            "users",
            List.of(new Column("id", "bigint", null, false)),
            new HiddenColumns(List.of("one_avatar", "one_city"), false));
    assertThat(table.createTable())
        .isEqualTo(
            "CREATE TABLE `users` (`id` bigint NOT NULL, `DB_ROW_HASH_1` bigint unsigned NULL,"
                + " `DB_ROW_HASH_2` bigint unsigned NULL)");
  }
}
