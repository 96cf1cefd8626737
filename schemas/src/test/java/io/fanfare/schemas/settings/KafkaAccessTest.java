package io.fanfare.schemas.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaAccessTest {

  @TempDir private Path directory;

  @Test
  void clientsGetReferencesToTheFileAndNeverItsValues() throws IOException {
    Path file = file("security.protocol=SASL_SSL\nsasl.jaas.config=password=\"geheim${a:b}\";\n");
    KafkaAccess kafka = read("--kafka-bootstrap", "h:1", "--kafka-config", file.toString());

    assertThat(kafka.client(Map.of("acks", "all")))
        .containsEntry("bootstrap.servers", "h:1")
        .containsEntry("acks", "all")
        .containsEntry("sasl.jaas.config", "${fanfare:" + file + ":sasl.jaas.config}")
        .containsEntry("config.providers", "fanfare")
        .containsEntry(
            "config.providers.fanfare.class",
            "org.apache.kafka.common.config.provider.FileConfigProvider");
    assertThat(kafka.properties()).doesNotContainKey("bootstrap.servers");
    assertThat(kafka + "" + kafka.settings()).doesNotContain("geheim");
    assertThat(kafka).hasToString("h:1 with the settings of " + file);
  }

  @Test
  void onlySettingsOfSecurityAndConnectionsCount() throws IOException {
    Path file =
        file(
            "acks=1\nbootstrap.servers=other:1\ngroup.id=g\nkey.deserializer=x\n"
                + "ssl.truststore.type=PEM\nrequest.timeout.ms=5000\n");
    KafkaAccess kafka = read("--kafka-bootstrap", "h:1", "--kafka-config", file.toString());
    assertThat(kafka.settings().keySet())
        .containsExactlyInAnyOrder(
            "ssl.truststore.type",
            "request.timeout.ms",
            "config.providers",
            "config.providers.fanfare.class");
    assertThat(kafka.client(Map.of("request.timeout.ms", 7)))
        .containsEntry("bootstrap.servers", "h:1")
        .containsEntry("request.timeout.ms", 7);
  }

  @Test
  void keepsReferencesOfTheFileAndTheirProviders() throws IOException {
    Path file =
        file(
            "config.providers=env\nconfig.providers.env.class=x.Env\n"
                + "ssl.truststore.password=${env:PASSWORD}\n");
    assertThat(read("--kafka-bootstrap", "h:1", "--kafka-config", file.toString()).settings())
        .containsEntry("config.providers", "env,fanfare")
        .containsEntry("config.providers.env.class", "x.Env")
        .containsEntry("ssl.truststore.password", "${env:PASSWORD}");
  }

  @Test
  void needsNoFile() {
    assertThat(read("--kafka-bootstrap", "h:1,i:1")).isEqualTo(KafkaAccess.open("h:1,i:1"));
    assertThat(KafkaAccess.open("h:1").client(Map.of()))
        .isEqualTo(Map.of("bootstrap.servers", "h:1"));
  }

  @Test
  void reportsAFileThatCannotBeRead() {
    assertThatThrownBy(() -> read("--kafka-bootstrap", "h:1", "--kafka-config", "/no/such"))
        .isInstanceOf(SettingsException.class)
        .hasMessage("--kafka-config names a properties file that cannot be read: /no/such.");
  }

  private Path file(String content) throws IOException {
    return Files.writeString(directory.resolve("client.properties"), content);
  }

  private static KafkaAccess read(String... arguments) {
    return Settings.of(arguments, Map.of()).build(KafkaAccess::from);
  }
}
