package io.fanfare.api.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.api.errors.ApiException;
import io.fanfare.api.parameters.QueryParameters;
import io.fanfare.api.presentation.Urn;
import io.fanfare.api.search.SearchFilters.NumberRange;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.TimeText;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.search.Indices;
import java.net.URLEncoder;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the parameters that define a search, and remembers them as the query of a URL. */
final class FilterReader {

  /** Most values of one parameter: as many as a page may have items. */
  private static final int MOST_VALUES = QueryParameters.LARGEST_LIMIT;

  private static final long LAST_MICRO_OF_A_SECOND = 999_999;

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  private final QueryParameters parameters;
  private final StringBuilder query = new StringBuilder();

  FilterReader(QueryParameters parameters) {
    this.parameters = parameters;
  }

  /** The parameters that were read, as the query of a URL. */
  String query() {
    return query.toString();
  }

  /** The text to search for; empty if there is none. */
  String text(String name) {
    String typed = parameters.single(name);
    String text = typed == null ? "" : SearchText.cut(typed);
    if (!text.isEmpty()) {
      remember(name, text);
    }
    return text;
  }

  /** The ids of `urns`, which must be of one kind. */
  List<Long> ids(DocumentKind kind) {
    List<Long> ids = new ArrayList<>();
    for (String value : values("urns")) {
      Long id = Urn.id(Indices.alias(kind), value);
      if (id == null) {
        throw new ApiException(
            400,
            "The parameter urns may list only values of the form soundcloud:"
                + Indices.alias(kind)
                + ":ID, separated by commas.");
      }
      ids.add(id);
    }
    return ids;
  }

  /** The filters of tracks. */
  SearchFilters filters(List<Long> ids) {
    return new SearchFilters(
        values("genres"),
        values("tags"),
        range("bpm", FilterReader::number, 0),
        range("duration", FilterReader::number, 0),
        range("created_at", text -> Micros.of(TimeText.parse(text)), LAST_MICRO_OF_A_SECOND),
        ids);
  }

  private List<String> values(String name) {
    String list = parameters.single(name);
    if (list == null) {
      return List.of();
    }
    List<String> values =
        ValueList.read(list, MOST_VALUES + 1).stream()
            .map(value -> SearchText.of(value, name))
            .filter(value -> !value.isEmpty())
            .toList();
    if (values.size() > MOST_VALUES) {
      throw new ApiException(
          400, "The parameter " + name + " lists more than " + MOST_VALUES + " values.");
    }
    if (values.isEmpty()) {
      throw new ApiException(
          400,
          "The parameter "
              + name
              + " lists no value: give some, separated by commas, or leave it"
              + " out.");
    }
    remember(name, ValueList.write(values));
    return values;
  }

  /**
   * @param width added to an upper bound without a fraction, so that the range includes all of its
   *     last value
   */
  private NumberRange range(String name, ToLongFunction<String> parse, long width) {
    Long from = bound(name + "[from]", parse);
    Long to = bound(name + "[to]", parse);
    return new NumberRange(from, to == null || to % (width + 1) != 0 ? to : (Long) (to + width));
  }

  private @Nullable Long bound(String name, ToLongFunction<String> parse) {
    String text = parameters.single(name);
    if (text == null) {
      return null;
    }
    try {
      long value = parse.applyAsLong(text);
      remember(name, text);
      return value;
    } catch (DateTimeException e) {
      throw new ApiException(
          400,
          "The parameter "
              + name
              + " is not a time such as 2026-11-20 10:00:00 or 2026-11-20T10:00:00Z.");
    } catch (NumberFormatException e) {
      throw new ApiException(
          400, "The parameter " + name + " is not a whole number from 0 to 999999999.");
    }
  }

  private static long number(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw new NumberFormatException();
    }
    return Long.parseLong(text);
  }

  private void remember(String name, String value) {
    query
        .append(query.isEmpty() ? "" : "&")
        .append(URLEncoder.encode(name, UTF_8))
        .append('=')
        .append(URLEncoder.encode(value, UTF_8));
  }
}
