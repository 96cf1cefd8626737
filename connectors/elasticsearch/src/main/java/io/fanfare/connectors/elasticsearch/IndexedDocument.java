package io.fanfare.connectors.elasticsearch;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.search.Document;
import io.fanfare.schemas.search.Indices;
import java.time.Instant;

/**
 * A document as Elasticsearch keeps it.
 *
 * @param source its JSON, in one line
 * @param version that decides between two writes of it; the type of versions is `external_gte`
 */
public record IndexedDocument(String index, String id, long version, byte[] source) {

  /**
   * @param generation the generation of the indices
   */
  public static IndexedDocument of(Document document, String generation) {
    return new IndexedDocument(
        Indices.index(document.getKind(), generation),
        Long.toString(document.getId()),
        document.getVersion(),
        DocumentSource.bytes(document, Micros.of(Instant.now())));
  }
}
