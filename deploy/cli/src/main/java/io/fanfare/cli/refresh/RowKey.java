package io.fanfare.cli.refresh;

import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.ModelKey;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * The primary key of a row.
 *
 * @param values as the contract's record holds them: two keys that a collation takes for the same
 *     are two
 */
public record RowKey(Model model, List<Object> values) {

  public RowKey {
    values = List.copyOf(values);
  }

  public static RowKey of(Model model, SpecificRecordBase row) {
    return new RowKey(model, model.primaryKey().stream().map(row::get).toList());
  }

  /** The key of the row's records on `models`. */
  public byte[] encoded() {
    return ModelKey.encode(model, values);
  }
}
