package io.fanfare.connectors.debezium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ServiceLoader;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;
import org.junit.jupiter.api.Test;

class PluginTest {

  @Test
  void aWorkerFindsBothConvertersAsServices() {
    assertThat(
            ServiceLoader.load(Converter.class).stream()
                .filter(found -> found.type().getName().startsWith("io.fanfare."))
                .map(ServiceLoader.Provider::get))
        .hasAtLeastOneElementOfType(ModelBroadcastConverter.class)
        .hasAtLeastOneElementOfType(ModelKeyConverter.class)
        .allSatisfy(converter -> assertThat(((Versioned) converter).version()).isNotBlank());
  }

  @Test
  void aSinkCannotReadWithThem() {
    assertThatThrownBy(() -> new ModelBroadcastConverter().toConnectData("models", new byte[0]))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("only writes");
    assertThatThrownBy(() -> new ModelKeyConverter().toConnectData("models", new byte[0]))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("only writes");
  }
}
