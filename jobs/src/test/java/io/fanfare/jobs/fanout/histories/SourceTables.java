package io.fanfare.jobs.fanout.histories;

import io.fanfare.schemas.models.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The application's tables. */
final class SourceTables {

  private static final Map<Schema, Model> MODELS =
      Arrays.stream(Model.values()).collect(Collectors.toMap(Model::schema, Function.identity()));

  private final Map<Model, Map<List<Long>, SpecificRecord>> tables = new EnumMap<>(Model.class);

  /** A row's primary key. */
  record Key(Model model, List<Long> values) {

    static Key of(SpecificRecord row) {
      Model model = MODELS.get(row.getSchema());
      List<Long> values = new ArrayList<>();
      for (String column : model.primaryKey()) {
        values.add((Long) row.get(row.getSchema().getField(column).pos()));
      }
      return new Key(model, values);
    }

    @Override
    public String toString() {
      return model.modelName() + values;
    }
  }

  /** Writes a row; returns the one before. */
  @Nullable SpecificRecord put(SpecificRecord row) {
    Key key = Key.of(row);
    return table(key.model()).put(key.values(), row);
  }

  @Nullable SpecificRecord remove(Key key) {
    return table(key.model()).remove(key.values());
  }

  @Nullable SpecificRecord row(Key key) {
    return table(key.model()).get(key.values());
  }

  @Nullable SpecificRecord row(Model model, Long... key) {
    return table(model).get(List.of(key));
  }

  boolean has(Model model, Long... key) {
    return row(model, key) != null;
  }

  @SuppressWarnings("unchecked") // A table holds rows of its model only.
  <R extends SpecificRecord> Collection<R> all(Model model) {
    return (Collection<R>) table(model).values();
  }

  private Map<List<Long>, SpecificRecord> table(Model model) {
    return tables.computeIfAbsent(model, of -> new LinkedHashMap<>());
  }
}
