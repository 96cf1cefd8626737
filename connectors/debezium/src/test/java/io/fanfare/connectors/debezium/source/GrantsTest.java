package io.fanfare.connectors.debezium.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GrantsTest {

  @Test
  void aGrantOnTheServerCoversEveryDatabase() {
    Grants grants = grants("GRANT SELECT, RELOAD, REPLICATION SLAVE ON *.* TO `cap`@`%`");
    assertThat(grants.onServer("RELOAD")).isTrue();
    assertThat(grants.onServer("REPLICATION CLIENT")).isFalse();
    assertThat(grants.onDatabase("fanfare", "SELECT")).isTrue();
    assertThat(grants.onTable("fanfare", "users", "SELECT")).isTrue();
    assertThat(grants.onDatabase("fanfare", "LOCK TABLES")).isFalse();
  }

  @Test
  void allPrivilegesIncludeEachPrivilege() {
    Grants grants =
        grants(
            "GRANT ALL PRIVILEGES ON *.* TO `root`@`localhost` IDENTIFIED BY PASSWORD '*0' WITH"
                + " GRANT OPTION");
    assertThat(grants.onServer("REPLICATION SLAVE")).isTrue();
    assertThat(grants.onDatabase("fanfare", "LOCK TABLES")).isTrue();
  }

  @Test
  void oneOfSeveralPrivilegesIsEnough() {
    Grants grants = grants("GRANT BACKUP_ADMIN,FLUSH_TABLES ON *.* TO `cap`@`%`");
    assertThat(grants.onServer("RELOAD", "FLUSH_TABLES")).isTrue();
  }

  @Test
  void grantsNameDatabasesByPattern() {
    Grants grants = grants("GRANT SELECT ON `my\\_music%`.* TO `cap`@`%`");
    assertThat(grants.onDatabase("my_music", "SELECT")).isTrue();
    assertThat(grants.onDatabase("my_music_2", "SELECT")).isTrue();
    assertThat(grants.onDatabase("myxmusic", "SELECT")).isFalse();
    assertThat(grants.onServer("SELECT")).isFalse();
    assertThat(grants("GRANT SELECT ON `fan_are`.* TO `cap`@`%`").onDatabase("fanfare", "SELECT"))
        .isTrue();
  }

  @Test
  void aGrantOnATableOrColumnCoversNothingLarger() {
    Grants grants =
        grants(
            "GRANT SELECT ON `fanfare`.`users` TO `cap`@`%`",
            "GRANT SELECT (`id`, `title`), INSERT ON `fanfare`.`tracks` TO `cap`@`%`");
    assertThat(grants.onTable("fanfare", "users", "SELECT")).isTrue();
    assertThat(grants.onTable("fanfare", "tracks", "SELECT")).isFalse();
    assertThat(grants.onTable("fanfare", "tracks", "INSERT")).isTrue();
    assertThat(grants.onTable("other", "users", "SELECT")).isFalse();
    assertThat(grants.onDatabase("fanfare", "SELECT")).isFalse();
  }

  @Test
  void aRevokeInOneDatabaseAppliesThere() {
    Grants grants =
        grants("GRANT SELECT ON *.* TO `cap`@`%`", "REVOKE SELECT ON `fanfare`.* FROM `cap`@`%`");
    assertThat(grants.onDatabase("fanfare", "SELECT")).isFalse();
    assertThat(grants.onDatabase("music", "SELECT")).isTrue();
  }

  @Test
  void linesThatGrantNoPrivilegeAreIgnored() {
    Grants grants =
        grants(
            "GRANT USAGE ON *.* TO `cap`@`%` REQUIRE SSL",
            "GRANT `reader`@`%` TO `cap`@`%`",
            "GRANT PROXY ON ''@'%' TO 'root'@'localhost' WITH GRANT OPTION",
            "GRANT EXECUTE ON PROCEDURE `fanfare`.`p` TO `cap`@`%`",
            "SET DEFAULT ROLE reader FOR `cap`@`%`");
    assertThat(grants.onServer("SELECT")).isFalse();
    assertThat(grants.onDatabase("fanfare", "SELECT")).isFalse();
  }

  private static Grants grants(String... lines) {
    return new Grants(List.of(lines));
  }
}
