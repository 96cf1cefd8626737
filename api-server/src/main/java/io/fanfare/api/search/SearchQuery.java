package io.fanfare.api.search;

import io.fanfare.schemas.search.DocumentKind;

/**
 * What is searched for.
 *
 * @param text words with single spaces between; empty to find everything, most popular first
 */
public record SearchQuery(DocumentKind kind, String text, SearchFilters filters) {}
