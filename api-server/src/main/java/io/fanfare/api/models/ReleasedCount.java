package io.fanfare.api.models;

/**
 * How many sounds are released.
 *
 * @param now at present
 * @param soon at a later time, unless a row changes
 */
public record ReleasedCount(long now, long soon) {}
