package io.fanfare.api.presentation;

/** What an item of a feed is about. */
public sealed interface OriginView permits TrackView, PlaylistView {}
