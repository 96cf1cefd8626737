package io.fanfare.ops.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.connectors.debezium.CapturedTables;
import io.fanfare.connectors.debezium.ConnectorTemplate;
import io.fanfare.connectors.debezium.Flavour;
import io.fanfare.connectors.debezium.SourceSettings;
import io.fanfare.schemas.models.Model;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records as Debezium writes them, shortened. */
class KnownDefinitionsTest {

  private static final String ALTER = "ALTER TABLE comments ADD COLUMN lang CHAR(2) AFTER words";

  private final KnownDefinitions known = new KnownDefinitions("fanfare");

  @BeforeEach
  void readSnapshot() throws JsonProcessingException {
    statement("true", "CREATE TABLE `comments` (`id` bigint)", table("CREATE", "id", "body"));
  }

  @Test
  void theSnapshotIsTheFirstDefinition() {
    assertThat(known.columns("comments")).contains(List.of("id", "body"));
    assertThat(known.columns("tracks")).isEmpty();
    assertThat(known.lastStatement("comments")).isEmpty();
  }

  @Test
  void aStatementChangesTheDefinition() throws JsonProcessingException {
    statement(null, ALTER, table("ALTER", "Lang", "id", "body"));
    assertThat(known.columns("comments")).contains(List.of("lang", "id", "body"));
    assertThat(known.lastStatement("comments")).contains(ALTER);
  }

  @Test
  void aStatementThatIsNotUnderstoodIsKnownAllTheSame() throws JsonProcessingException {
    statement(null, "alter table `comments` add column a inet6", "");
    assertThat(known.lastStatement("comments"))
        .contains("alter table `comments` add column a inet6");
    assertThat(known.columns("comments")).contains(List.of("id", "body"));
  }

  @Test
  void statementsThatConcernOtherTablesAreOther() throws JsonProcessingException {
    statement(null, "ALTER TABLE comments_2 ADD COLUMN a INT", "");
    statement(null, "CREATE VIEW v AS SELECT id FROM comments", "");
    statement(null, "ROLLBACK", "");
    known.add(
        new ObjectMapper()
            .readTree("{\"databaseName\": \"other\", \"ddl\": \"DROP TABLE comments\"}"));
    assertThat(known.lastStatement("comments")).isEmpty();
  }

  @Test
  void aDroppedTableIsUnknown() throws JsonProcessingException {
    statement(null, "DROP TABLE comments", table("DROP"));
    assertThat(known.columns("comments")).isEmpty();
  }

  @Test
  void aTableThatWasDefinedAgainHasNoFormerStatement() throws JsonProcessingException {
    statement(null, ALTER, table("ALTER", "lang", "id", "body"));
    known.add(
        new ObjectMapper()
            .readTree(
                "{\"ddl\": \"DROP TABLE IF EXISTS `comments`; CREATE TABLE `comments` (`id` bigint)\", \"%s\": {\"comments\": [\"id\"]}}"
                    .formatted(KnownDefinitions.REDEFINED)));
    assertThat(known.columns("comments")).contains(List.of("id"));
    assertThat(known.lastStatement("comments")).isEmpty();
  }

  @Test
  void aTableIsMisreadIfItsColumnsHaveAnotherOrder() throws JsonProcessingException {
    assertThat(misread("id", "body")).isEmpty();
    assertThat(misread("body", "id")).containsExactly(Model.COMMENT);
    assertThat(misread("id", "words")).containsExactly(Model.COMMENT);
    statement(null, "ALTER …", table("ALTER", "id", "body", "DB_ROW_HASH_1"));
    assertThat(misread("id", "body")).as("without what is hidden").isEmpty();
    statement(null, "ALTER …", table("ALTER", "id", "DB_ROW_HASH_1", "body"));
    assertThat(misread("id", "body")).containsExactly(Model.COMMENT);
  }

  @Test
  void aTableThatTheSourceOrTheConnectorDoesNotKnowIsNotMisread() {
    CapturedTables captured = CapturedTables.of(definition());
    assertThat(MisreadTables.in(captured, known, Map.of())).isEmpty();
    assertThat(MisreadTables.in(captured, known, Map.of("tracks", List.of("id")))).isEmpty();
  }

  @Test
  void aTableThatIsLeftOutIsNotMisread() {
    CapturedTables captured =
        CapturedTables.of(CapturedTables.of(definition()).without(Set.of(Model.COMMENT)));
    assertThat(MisreadTables.in(captured, known, Map.of("comments", List.of("other")))).isEmpty();
  }

  private Set<Model> misread(String... now) {
    return MisreadTables.in(
        CapturedTables.of(definition()), known, Map.of("comments", List.of(now)));
  }

  private static Map<String, String> definition() {
    return ConnectorTemplate.render(
        new SourceSettings(
            Flavour.MARIADB,
            "127.0.0.1",
            3306,
            "capture",
            "${directory:/secrets:capture}",
            "fanfare",
            1,
            "127.0.0.1:9092",
            Duration.ofMillis(10),
            Duration.ofSeconds(1)));
  }

  private void statement(String snapshot, String ddl, String change)
      throws JsonProcessingException {
    known.add(
        new ObjectMapper()
            .readTree(
                "{\"position\": {%s}, \"databaseName\": \"fanfare\", \"ddl\": \"%s\", \"tableChanges\": [%s]}"
                    .formatted(snapshot == null ? "" : "\"snapshot\": " + snapshot, ddl, change)));
  }

  private static String table(String type, String... columns) {
    return "{\"type\": \"%s\", \"id\": \"\\\"fanfare\\\".\\\"comments\\\"\", \"table\": {\"columns\": [%s]}}"
        .formatted(
            type,
            String.join(
                ", ", List.of(columns).stream().map("{\"name\": \"%s\"}"::formatted).toList()));
  }
}
