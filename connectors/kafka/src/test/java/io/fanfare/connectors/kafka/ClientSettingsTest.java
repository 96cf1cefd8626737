package io.fanfare.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.settings.KafkaAccess;
import io.fanfare.schemas.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientSettingsTest {

  @TempDir private Path directory;

  @Test
  void kafkaReplacesReferencesByTheValuesOfTheFile() throws IOException {
    String login = "x.PlainLoginModule required username=\"u\" password=\"ge=heim\";";
    Path file =
        Files.writeString(
            directory.resolve("client.properties"),
            "security.protocol=SASL_SSL\nsasl.jaas.config=" + login + "\n");
    KafkaAccess kafka =
        Settings.of(
                new String[] {"--kafka-bootstrap", "h:1", "--kafka-config", file.toString()},
                Map.of())
            .build(KafkaAccess::from);

    ProducerConfig config =
        new ProducerConfig(
            kafka.client(
                Map.of(
                    ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                    ByteArraySerializer.class,
                    ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                    ByteArraySerializer.class)));

    assertThat(config.getString("security.protocol")).isEqualTo("SASL_SSL");
    assertThat(config.getPassword("sasl.jaas.config")).isEqualTo(new Password(login));
  }
}
