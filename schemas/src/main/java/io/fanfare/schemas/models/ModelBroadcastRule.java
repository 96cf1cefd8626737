package io.fanfare.schemas.models;

import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Which records of `models` can be changes of rows. The capture appends no others; but anybody may
 * write to a topic, and a reader must not rely on what a record only claims.
 */
public final class ModelBroadcastRule {

  /** The last time of a `DATETIME`, in µs since the epoch: the end of the year 9999. */
  public static final long LAST_TIME = 253_402_300_799_999_999L;

  /** The beginning of the year 0, in µs since the epoch. */
  private static final long FIRST_TIME = -62_167_219_200_000_000L;

  private static final String TIME = "_at";

  /** The places of the times among the fields of a row, by its class. */
  private static final ClassValue<int[]> TIMES =
      new ClassValue<>() {
        @Override
        protected int[] computeValue(Class<?> row) {
          return SpecificData.get().getSchema(row).getFields().stream()
              .filter(field -> field.name().endsWith(TIME))
              .mapToInt(Schema.Field::pos)
              .toArray();
        }
      };

  private ModelBroadcastRule() {}

  /**
   * The reason why a record is no change of a row.
   *
   * @param event the header {@link Event#HEADER}; empty if the record has none
   * @return one sentence; null if it is one
   */
  public static @Nullable String problem(
      ModelBroadcast change, String event, @Nullable ByteBuffer key) {
    SpecificRecord before = (SpecificRecord) change.getBefore();
    SpecificRecord after = (SpecificRecord) change.getAfter();
    SpecificRecord row = after == null ? before : after;
    if (row == null) {
      return "The change has no row, neither before nor after it.";
    }
    String model = row.getSchema().getName();
    if (before != null && before.getClass() != row.getClass()) {
      return "The change makes a %s a %s.".formatted(before.getSchema().getName(), model);
    }
    if (!event.isEmpty() && !event.endsWith("." + model)) {
      return "The header event is %s, but the change is of a %s.".formatted(event, model);
    }
    String problem = ModelKey.problem(ModelKey.of(row), key);
    problem = problem == null ? problemOfTime(row) : problem;
    return problem == null && before != null ? problemOfTime(before) : problem;
  }

  /** Buckets, months and retentions of other times would overflow. */
  private static @Nullable String problemOfTime(SpecificRecord row) {
    for (int place : TIMES.get(row.getClass())) {
      if (row.get(place) instanceof Long time && (time < FIRST_TIME || time > LAST_TIME)) {
        return "The time %s of the %s is not between the years 0 and 9999."
            .formatted(row.getSchema().getFields().get(place).name(), row.getSchema().getName());
      }
    }
    return null;
  }
}
