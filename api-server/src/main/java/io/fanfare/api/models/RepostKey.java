package io.fanfare.api.models;

/** The primary key of `track_reposts` or `playlist_reposts`. */
public record RepostKey(long userId, long objectId) {}
