package io.fanfare.api.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.fanfare.api.presentation.PlaylistView;
import io.fanfare.api.presentation.TrackView;
import io.fanfare.api.presentation.UserView;
import org.jspecify.annotations.Nullable;

/**
 * A suggestion.
 *
 * @param kind `track`, `playlist` or `user`
 * @param text a title, or a user's name
 * @param artist the name of the owner; null for a user
 */
@JsonInclude(Include.NON_NULL)
public record SuggestionView(
    String kind, String urn, @Nullable String text, @Nullable String artist) {

  static SuggestionView of(TrackView track) {
    return new SuggestionView(track.kind(), track.urn(), track.title(), name(track.user()));
  }

  static SuggestionView of(PlaylistView playlist) {
    return new SuggestionView(
        playlist.kind(), playlist.urn(), playlist.title(), name(playlist.user()));
  }

  static SuggestionView of(UserView user) {
    return new SuggestionView(user.kind(), user.urn(), name(user), null);
  }

  private static @Nullable String name(UserView user) {
    return user.username() == null ? user.fullName() : user.username();
  }
}
