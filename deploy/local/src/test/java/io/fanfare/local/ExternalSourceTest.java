package io.fanfare.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.connectors.debezium.Flavour;
import io.fanfare.ops.OperationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExternalSourceTest {

  private static final SourceDescription OWN =
      new SourceDescription(Flavour.MYSQL, "db.example.com", 3306, "capture", "music");

  @TempDir Path directory;
  private StackSettings settings;
  private StackHome home;

  @BeforeEach
  void makeHome() {
    settings =
        StackSettings.pipeline(new Checkout(Path.of("/checkout")), directory.resolve("h"), 21000);
    home = settings.home();
  }

  @Test
  void theSourceIsEmbeddedByDefault() {
    assertThat(settings.source().isExternal()).isFalse();
    assertThat(new StackAddresses(settings).mysqlUrl())
        .isEqualTo("jdbc:mariadb://127.0.0.1:21000/fanfare");
    assertThat(new StackAddresses(settings).mysqlUser()).isEqualTo("fanfare_app");
    new StackAddresses(settings).requireEmbeddedSource("fanfare load");
  }

  @Test
  void aHomeRemembersItsSource() throws IOException {
    ExternalSource.remember(home, OWN, "gehéim");
    Source source = settings.source();
    assertThat(source.isExternal()).isTrue();
    assertThat(source.flavour()).isEqualTo(Flavour.MYSQL);
    assertThat(source.url())
        .isEqualTo("jdbc:mariadb://db.example.com:3306/music?allowPublicKeyRetrieval=true");
    assertThat(source.captureUser()).isEqualTo("capture");
    assertThat(source.capturePasswordFile()).hasContent("gehéim");
    assertThat(source.capturePasswordFile().getParent())
        .isEqualTo(settings.secrets().captureDirectory());
    assertThat(Files.getPosixFilePermissions(source.capturePasswordFile()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(home.source()).content().doesNotContain("gehéim");
    assertThat(new StackAddresses(settings).sourceName())
        .isEqualTo("MySQL at db.example.com:3306, database music (external)");
  }

  /** Older and newer releases read this file. */
  @Test
  void theFileOfASourceKeepsItsFormat() throws IOException {
    ExternalSource.remember(home, OWN, "geheim");
    assertThat(Files.readString(home.source()).replaceAll("\\s|\\d{10}", ""))
        .isEqualTo(
            "{\"source\":{\"flavour\":\"MYSQL\",\"host\":\"db.example.com\",\"port\":3306,"
                + "\"user\":\"capture\",\"database\":\"music\"},\"serverId\":}");
  }

  @Test
  void ipv6AddressesAreBracketed() {
    assertThat(Source.url(Flavour.MARIADB, "::1", 3306, "music"))
        .isEqualTo("jdbc:mariadb://[::1]:3306/music");
  }

  @Test
  void theSameSourceMayHaveAnotherUserAndKeepsItsId() throws IOException {
    ExternalSource.remember(home, OWN, "old");
    start();
    long id = settings.source().serverId();
    SourceDescription other =
        new SourceDescription(Flavour.MYSQL, "DB.example.com", 3306, "reader", "music");
    ExternalSource.remember(home, other, "new");
    assertThat(settings.source().serverId()).isEqualTo(id).isBetween(1_000_000_000L, 1L << 31);
    assertThat(settings.source().captureUser()).isEqualTo("reader");
    assertThat(settings.source().capturePasswordFile()).hasContent("new");
  }

  @Test
  void viewsOfOneSourceAreNotContinuedFromAnother() throws IOException {
    ExternalSource.remember(home, OWN, "geheim");
    start();
    SourceDescription other =
        new SourceDescription(Flavour.MYSQL, "db.example.com", 3306, "capture", "music2");
    assertThatThrownBy(() -> ExternalSource.remember(home, other, "geheim"))
        .isInstanceOf(OperationException.class)
        .hasMessage(
            "The views in %s are made from MySQL at db.example.com:3306, database music, not from"
                + " MySQL at db.example.com:3306, database music2: choose another --home, or remove them"
                + " first with `fanfare down --wipe`.",
            home.root());
    assertThat(settings.source().database()).isEqualTo("music");
  }

  @Test
  void viewsOfTheEmbeddedSourceAreNotContinuedFromAnother() throws IOException {
    home.create();
    start();
    assertThatThrownBy(() -> ExternalSource.remember(home, OWN, "geheim"))
        .isInstanceOf(OperationException.class)
        .hasMessageContaining("are made from the embedded MariaDB, not from MySQL at");
  }

  @Test
  void aHomeThatWasNeverStartedAcceptsAnySource() {
    ExternalSource.remember(home, OWN, "geheim");
    SourceDescription other =
        new SourceDescription(Flavour.MARIADB, "other", 3307, "capture", "music");
    ExternalSource.remember(home, other, "geheim");
    assertThat(settings.source().host()).isEqualTo("other");
  }

  @Test
  void wipingAHomeRemovesItsSource() {
    ExternalSource.remember(home, OWN, "geheim");
    home.wipe();
    assertThat(home.root()).doesNotExist();
    assertThat(settings.source().isExternal()).isFalse();
  }

  @Test
  void aCommandThatWritesAsTheApplicationIsRejected() {
    ExternalSource.remember(home, OWN, "geheim");
    assertThatThrownBy(() -> new StackAddresses(settings).requireEmbeddedSource("fanfare load"))
        .isInstanceOf(OperationException.class)
        .hasMessageStartingWith("`fanfare load` writes to the source as its application does, but");
  }

  /** Like the start of a stack's first server. */
  private void start() throws IOException {
    Files.createDirectories(home.data("kafka"));
  }
}
