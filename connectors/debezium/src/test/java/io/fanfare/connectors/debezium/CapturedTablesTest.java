package io.fanfare.connectors.debezium;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.models.Model;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CapturedTablesTest {

  private static final String TABLES = "table.include.list";

  private final Map<String, String> definition =
      ConnectorTemplate.render(
          new SourceSettings(
              Flavour.MYSQL,
              "127.0.0.1",
              3306,
              "capture",
              "${directory:/secrets:capture}",
              "my-music",
              5701,
              "127.0.0.1:9092",
              Duration.ofSeconds(1),
              Duration.ofMillis(10)),
          Map.of("tables.tracks", "songs"));

  @Test
  void aDefinitionOfTheTemplateLeavesNothingOut() {
    assertThat(CapturedTables.of(definition).leftOut()).isEmpty();
  }

  @Test
  void aTableIsLeftOutAndTakenInAgain() {
    Map<String, String> without = CapturedTables.of(definition).without(Set.of(Model.TRACK));
    assertThat(without.get(TABLES)).doesNotContain("songs").contains("my\\-music\\.users");
    CapturedTables left = CapturedTables.of(without);
    assertThat(left.leftOut()).containsExactly(Model.TRACK);
    assertThat(left.without(Set.of())).isEqualTo(definition);
  }

  /** An empty list would capture all tables of the server. */
  @Test
  void allTablesCanBeLeftOut() {
    Set<Model> all = EnumSet.allOf(Model.class);
    Map<String, String> without = CapturedTables.of(definition).without(all);
    assertThat(without.get(TABLES)).isNotEmpty();
    assertThat("my-music.users").doesNotMatch(without.get(TABLES));
    assertThat(CapturedTables.of(without).leftOut()).isEqualTo(all);
  }

  @Test
  void tablesHaveTheSourcesNames() {
    CapturedTables captured = CapturedTables.of(definition);
    assertThat(captured.sourceTable(Model.TRACK)).isEqualTo("songs");
    assertThat(captured.model("songs")).contains(Model.TRACK);
    assertThat(captured.model("tracks")).isEmpty();
  }
}
