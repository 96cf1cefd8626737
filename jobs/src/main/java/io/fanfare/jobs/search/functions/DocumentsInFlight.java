package io.fanfare.jobs.search.functions;

import io.fanfare.schemas.search.Document;
import io.fanfare.schemas.search.OwnerNames;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the characters of the documents in flight: a document has up to a million of them, so a
 * bound of their number alone would let them fill the heap. Thread-safe.
 */
final class DocumentsInFlight {

  /** Two bytes each in the document, and up to three in its request. */
  static final int MOST_CHARACTERS = 8 << 20;

  /** The rest of a document: numbers and names of fields. */
  private static final int AT_LEAST = 500;

  private long characters;

  /** Reserves room for a document; a single one always gets it. */
  synchronized boolean reserve(Document document) {
    int more = size(document);
    if (characters > 0 && characters + more > MOST_CHARACTERS) {
      return false;
    }
    characters += more;
    return true;
  }

  synchronized void release(Document document) {
    characters -= size(document);
  }

  private static int size(Document document) {
    OwnerNames owner = document.getOwner();
    return AT_LEAST
        + texts(document.getRow() instanceof SpecificRecord row ? row : null)
        + texts(owner);
  }

  private static int texts(@Nullable SpecificRecord row) {
    int characters = 0;
    for (int i = 0; row != null && i < row.getSchema().getFields().size(); i++) {
      characters += row.get(i) instanceof CharSequence text ? text.length() : 0;
    }
    return characters;
  }
}
