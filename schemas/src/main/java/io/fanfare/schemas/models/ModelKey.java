package io.fanfare.schemas.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The key of a record on `models`: `tracks/1`, `follows/2/1`. Compaction keeps the last record of a
 * key, so one row must have the same bytes for good; text keeps them readable in every tool.
 */
public final class ModelKey {

  private ModelKey() {}

  /**
   * @param values the primary key's values, in its order: whole numbers or text
   */
  public static byte[] encode(Model model, List<?> values) {
    return values.stream()
        .map(value -> URLEncoder.encode(value.toString(), UTF_8))
        .collect(Collectors.joining("/", model.table() + "/", ""))
        .getBytes(UTF_8);
  }
}
