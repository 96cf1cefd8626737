package io.fanfare.ops.backfill;

import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.search.Indices;

/** Something that two generations of the search indices must have alike. */
sealed interface Probe {

  DocumentKind kind();

  /** What it is, for people. */
  String describe();

  /** How many documents can be found. */
  record Count(DocumentKind kind) implements Probe {
    @Override
    public String describe() {
      return "the number of " + Indices.alias(kind);
    }
  }

  /** One document. */
  record Document(DocumentKind kind, long id) implements Probe {
    @Override
    public String describe() {
      return Indices.alias(kind) + " " + id;
    }
  }

  /** The ids that a name finds first. */
  record Search(DocumentKind kind, String name) implements Probe {
    @Override
    public String describe() {
      return "%s found by '%s'".formatted(Indices.alias(kind), name);
    }
  }
}
