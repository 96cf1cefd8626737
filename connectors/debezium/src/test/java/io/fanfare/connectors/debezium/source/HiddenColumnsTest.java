package io.fanfare.connectors.debezium.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HiddenColumnsTest {

  private static final String PLAIN =
      """
      CREATE TABLE `users` (
        `id` bigint(20) NOT NULL,
        `avatar_url` varchar(2048) DEFAULT NULL COMMENT 'UNIQUE KEY `no` (`no`) USING HASH',
        PRIMARY KEY (`id`),
        UNIQUE KEY `short` (`id`,`city`)%s
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci%s""";

  @Test
  void anOrdinaryTableHidesNothing() {
    HiddenColumns hidden = HiddenColumns.of(PLAIN.formatted("", ""));
    assertThat(hidden.hashKeys()).isEmpty();
    assertThat(hidden.isVersioned()).isFalse();
  }

  @Test
  void eachUniqueKeyThatIsTooLongHasAHash() {
    String keys =
        ",\n  UNIQUE KEY `one_avatar` (`avatar_url`) USING HASH,\n"
            + "  UNIQUE KEY `odd``name` (`avatar_url`,`city`) USING HASH";
    assertThat(HiddenColumns.of(PLAIN.formatted(keys, "")).hashKeys())
        .containsExactly("one_avatar", "odd`name");
  }

  @Test
  void aVersionedTableIsRecognized() {
    assertThat(HiddenColumns.of(PLAIN.formatted("", " WITH SYSTEM VERSIONING")).isVersioned())
        .isTrue();
  }

  @Test
  void theColumnOfAHashIsRecognized() {
    assertThat(HiddenColumns.isHash(HiddenColumns.hash(1))).isTrue();
    assertThat(HiddenColumns.isHash("db_row_hash_2")).isTrue();
    assertThat(HiddenColumns.isHash("id")).isFalse();
  }
}
