package io.fanfare.api.models;

/**
 * A row of `playlist_tracks`: the key within its playlist.
 *
 * @param position as the application counts; two tracks may have one
 */
public record PlaylistPlace(int position, long trackId) {}
