package io.fanfare.api.search;

/**
 * Where a page ends, in words of the index.
 *
 * @param pointInTime the state of the index that the page is of
 * @param sort of the page's last hit, as a JSON array
 */
public record SearchPosition(String pointInTime, String sort) {}
