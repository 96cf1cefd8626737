package io.fanfare.api.models;

/**
 * The tracks of a playlist that are released and whose owner is there, each as often as it is in
 * the playlist.
 *
 * @param duration their sum, ms
 */
public record CountsOfPlaylist(long tracks, long duration) {}
