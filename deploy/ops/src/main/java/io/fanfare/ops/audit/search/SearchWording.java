package io.fanfare.ops.audit.search;

import io.fanfare.ops.audit.Difference;
import io.fanfare.ops.audit.Wording;
import java.util.LinkedHashMap;
import java.util.Map;

/** How reports name documents of search. */
final class SearchWording implements Wording<IndexedDocument> {

  @Override
  public String rows() {
    return "documents of search";
  }

  @Override
  public String describe(IndexedDocument document) {
    return "in search: %s %d of %d: %s"
        .formatted(
            Wording.text(document.kind()),
            document.id(),
            document.recipientId(),
            document.content());
  }

  @Override
  public Map<String, Object> document(IndexedDocument document) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("recipient_id", document.recipientId());
    fields.put("kind", Wording.text(document.kind()));
    fields.put("object_id", document.id());
    fields.put("content", document.content());
    return fields;
  }

  @Override
  public String causeOfExtra() {
    return Difference.NOT_REMOVED;
  }

  @Override
  public String causeOfStale() {
    return "Another document is stored: a change of its row, of its owner's, or of rows that it"
        + " counts was not captured; `fanfare resync` of the counted tables repairs counts.";
  }
}
