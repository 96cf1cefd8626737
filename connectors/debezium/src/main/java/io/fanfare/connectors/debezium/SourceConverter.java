package io.fanfare.connectors.debezium;

import io.fanfare.schemas.models.Model;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/**
 * The set-up that both converters of the source's connector share. Their configuration is a {@link
 * SourceMapping}, and they only write.
 *
 * @param <R> reads the records of one table
 */
abstract class SourceConverter<R> implements Converter, Versioned {

  private final Function<TableMapping, R> newReader;
  private final Map<Model, R> readers = new EnumMap<>(Model.class);
  private SourceMapping mapping = SourceMapping.of(Map.of());

  SourceConverter(Function<TableMapping, R> newReader) {
    this.newReader = newReader;
    setMapping(mapping);
  }

  @Override
  public final String version() {
    return PluginVersion.get();
  }

  /**
   * @throws ConfigException if anything is wrong with the mapping: every problem at once
   */
  @Override
  public final void configure(Map<String, ?> configuration, boolean isKey) {
    try {
      setMapping(SourceMapping.of(configuration));
    } catch (IllegalArgumentException e) {
      throw new ConfigException(e.getMessage());
    }
  }

  private void setMapping(SourceMapping mapping) {
    this.mapping = mapping;
    mapping.tables().forEach(table -> readers.put(table.model(), newReader.apply(table)));
  }

  /** The mapping of a table of the source; null if the table holds no model. */
  final @Nullable TableMapping mappingOf(String sourceTable) {
    return mapping.ofSourceTable(sourceTable);
  }

  /** The reader of a mapped table. */
  final R readerOf(TableMapping table) {
    return Objects.requireNonNull(readers.get(table.model()), table.sourceTable());
  }

  /** Sources only write. */
  @Override
  public final SchemaAndValue toConnectData(String topic, byte[] value) {
    throw new DataException(
        getClass().getSimpleName() + " only writes: no sink connector can read with it.");
  }
}
