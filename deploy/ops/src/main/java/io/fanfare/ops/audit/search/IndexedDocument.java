package io.fanfare.ops.audit.search;

import io.fanfare.ops.audit.AuditedRow;
import io.fanfare.schemas.search.DocumentKind;
import java.util.Comparator;

/**
 * A document that searches can find.
 *
 * @param recipientId the user that it describes, or that owns what it describes
 * @param content its fields as JSON, sorted by name
 */
record IndexedDocument(long recipientId, DocumentKind kind, long id, String content)
    implements AuditedRow<IndexedDocument> {

  private static final Comparator<IndexedDocument> ORDER =
      Comparator.comparingLong(IndexedDocument::recipientId)
          .thenComparing(document -> document.kind().name())
          .thenComparingLong(IndexedDocument::id)
          .thenComparing(IndexedDocument::content);

  @Override
  public IndexedDocument stem() {
    return new IndexedDocument(recipientId, kind, id, "");
  }

  @Override
  public int compareTo(IndexedDocument other) {
    return ORDER.compare(this, other);
  }
}
