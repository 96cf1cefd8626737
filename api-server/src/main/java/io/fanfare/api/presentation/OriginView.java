package io.fanfare.api.presentation;

import org.jspecify.annotations.Nullable;

/** What an item of a feed is about. */
public sealed interface OriginView extends ResourceView permits TrackView, PlaylistView {

  String urn();

  @Nullable String title();

  @Nullable String artworkUrl();

  /** Its owner. */
  UserView user();
}
