package io.fanfare.api.search;

import io.fanfare.schemas.search.DocumentKind;

/** Something that a text may be the beginning of. */
public record FoundDocument(DocumentKind kind, long id) {}
