package io.fanfare.ops.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.models.Model;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SourceTablesTest {

  private final SourceTables tables =
      new SourceTables(
          Map.of("users", Set.of("id", "username"), "track_reposts", Set.of("user_id")));

  @Test
  void aMissingTableIsReplacedByNoRows() {
    assertThat(tables.in("SELECT 1 FROM users u JOIN mutes m ON m.user_id = u.id"))
        .isEqualTo(
            "SELECT 1 FROM users u JOIN (SELECT CAST(NULL AS SIGNED) AS `user_id`,"
                + " CAST(NULL AS SIGNED) AS `muted_user_id`, CAST(NULL AS DATETIME(6)) AS"
                + " `created_at` FROM DUAL WHERE FALSE) m ON m.user_id = u.id");
  }

  @Test
  void aMissingColumnIsReplacedByNull() {
    assertThat(
            tables.in(
                "SELECT u.username AS name, u.city AS city FROM users u", Map.of("u", Model.USER)))
        .isEqualTo("SELECT u.username AS name, NULL AS city FROM users u");
  }

  @Test
  void existingTablesAndOtherNamesStay() {
    String sql = "SELECT 1\nFROM track_reposts r\nJOIN nothing n";
    assertThat(tables.in(sql)).isEqualTo(sql);
  }
}
