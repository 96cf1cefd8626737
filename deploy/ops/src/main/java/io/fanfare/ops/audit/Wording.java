package io.fanfare.ops.audit;

import java.util.Locale;
import java.util.Map;

/**
 * How reports name the rows of a view, and why these may differ.
 *
 * @param <E> rows of the view
 */
public interface Wording<E> {

  /** The rows of the view as a plural noun: `dashboard entries`. */
  String rows();

  /** A row for people. */
  String describe(E row);

  /** A row for programs: the fields of a JSON document. */
  Map<String, Object> document(E row);

  /** The likely cause of a row that is shown and not expected. */
  String causeOfExtra();

  /** The likely cause of a row that is missing while another with its stem is stored. */
  default String causeOfStale() {
    return Difference.OTHER_TIME;
  }

  /** A value of an enum, as reports write it. */
  static String text(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
