package io.fanfare.ops.setup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SchemaScriptTest {

  @Test
  void statementsAreSplitAndCommentsRemoved() {
    String script =
        """
        -- A comment; with a semicolon.
        CREATE TABLE a (
          id bigint,  -- of the user; in UTC
          name text DEFAULT 'x;y'
        );

        CREATE TABLE b (id bigint);
        """;
    assertThat(SchemaScript.split(script))
        .containsExactly(
            "CREATE TABLE a (\n  id bigint,\n  name text DEFAULT 'x;y'\n)",
            "CREATE TABLE b (id bigint)");
  }

  @Test
  void theSchemasOfTheSourceAndOfCassandraAreRead() {
    assertThat(SchemaScript.statements("/mysql/schema.sql"))
        .allMatch(statement -> statement.startsWith("CREATE TABLE IF NOT EXISTS "))
        .hasSizeGreaterThan(10);
    assertThat(SchemaScript.statements("/cassandra/schema.cql"))
        .allMatch(
            statement ->
                statement.matches("CREATE TABLE IF NOT EXISTS (fanfare|stats)\\.(?s:.*)")
                    || statement.matches(
                        "ALTER TABLE (fanfare|stats)\\.\\w+ ADD IF NOT EXISTS (?s:.*)"));
  }
}
