package io.fanfare.ops.search;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.search.Indices;

/** The generation of the indices that is searched. */
public final class ServedIndex {

  private ServedIndex() {}

  /**
   * The generation behind the aliases, which always move together.
   *
   * @throws UnavailableException if Elasticsearch does not answer, or has no such alias
   */
  public static String generation(Elasticsearch elasticsearch) {
    String alias = Indices.alias(DocumentKind.TRACK);
    JsonNode indices = elasticsearch.ask("GET", "/_alias/" + alias, null);
    if (indices.size() != 1) {
      throw new UnavailableException(
          "The alias %s points to %d indices instead of one: see `_cat/aliases`."
              .formatted(alias, indices.size()),
          null);
    }
    return indices.fieldNames().next().substring(alias.length() + 1);
  }
}
