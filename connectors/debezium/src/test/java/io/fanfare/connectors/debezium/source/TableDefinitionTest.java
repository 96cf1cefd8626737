package io.fanfare.connectors.debezium.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TableDefinitionTest {

  @Test
  void readsATableOfMysql() {
    TableDefinition table =
        TableDefinition.of(
            """
            CREATE TABLE `follows` (
              `follower_id` bigint NOT NULL,
              `Followee_Id` bigint DEFAULT NULL,
              `x` varchar(20) DEFAULT NULL COMMENT 'a) , `b`',
              UNIQUE KEY `u` (`follower_id`,`followee_id`),
              UNIQUE KEY `p` (`x`(3)) COMMENT 'p',
              KEY `followee_id` (`followee_id`),
              CONSTRAINT `fk_a` FOREIGN KEY (`follower_id`) REFERENCES `users` (`id`) ON DELETE CASCADE,
              CONSTRAINT `fk_b` FOREIGN KEY (`followee_id`) REFERENCES `users` (`id`) ON DELETE SET NULL ON UPDATE CASCADE,
              CONSTRAINT `fk_c` FOREIGN KEY (`followee_id`) REFERENCES `users` (`id`) ON DELETE RESTRICT
            ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci
            """);
    assertThat(table.engine()).isEqualTo("InnoDB");
    assertThat(table.columns()).containsExactly("follower_id", "followee_id", "x");
    assertThat(table.uniqueKeys())
        .containsExactly(Set.of("follower_id", "followee_id"), Set.of("x"));
    assertThat(table.foreignKeys())
        .containsExactly(
            new TableDefinition.ForeignKey("fk_a", List.of("ON DELETE CASCADE")),
            new TableDefinition.ForeignKey(
                "fk_b", List.of("ON DELETE SET NULL", "ON UPDATE CASCADE")),
            new TableDefinition.ForeignKey("fk_c", List.of()));
  }

  @Test
  void readsATableOfMariadb() {
    TableDefinition table =
        TableDefinition.of(
            """
            CREATE TABLE `tracks` (
              `id` bigint(20) NOT NULL,
              `odd``name` longtext GENERATED ALWAYS AS (concat(`id`,'PRIMARY KEY (`x`)')) VIRTUAL,
              PRIMARY KEY (`id`) USING BTREE
            ) ENGINE=Aria DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci PAGE_CHECKSUM=1
             PARTITION BY HASH (`id`)
            """);
    assertThat(table.engine()).isEqualTo("Aria");
    assertThat(table.columns()).containsExactly("id", "odd`name");
    assertThat(table.uniqueKeys()).containsExactly(Set.of("id"));
    assertThat(table.foreignKeys()).isEmpty();
  }

  @Test
  void aViewHasNoEngine() {
    assertThat(
            TableDefinition.of("CREATE ALGORITHM=UNDEFINED VIEW `users` AS select 1 AS `id`")
                .engine())
        .isEmpty();
  }
}
