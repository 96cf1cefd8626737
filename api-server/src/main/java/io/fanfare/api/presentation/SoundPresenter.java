package io.fanfare.api.presentation;

import io.fanfare.schemas.models.Playlist;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.User;
import org.jspecify.annotations.Nullable;

/** Presents tracks and playlists in the format of SoundCloud's public API. */
public final class SoundPresenter {

  private SoundPresenter() {}

  /**
   * @param plays null if they are not known
   */
  public static TrackView track(Track track, User owner, @Nullable Long plays, Links links) {
    return new TrackView(
        "track",
        trackUrn(track.getId()),
        links.uri(Urn.TRACKS, trackUrn(track.getId())),
        links.ofTrack(owner.getPermalink(), track.getPermalink()),
        track.getTitle(),
        track.getDescription(),
        track.getGenre(),
        track.getTagList(),
        track.getDuration(),
        track.getBpm(),
        track.getLicense(),
        track.getArtworkUrl(),
        track.getSharing(),
        Access.PLAYABLE.text(),
        time(track.getCreatedAt()),
        plays,
        UserPresenter.user(owner, links));
  }

  public static PlaylistView playlist(Playlist playlist, User owner, Links links) {
    return new PlaylistView(
        "playlist",
        playlistUrn(playlist.getId()),
        links.uri(Urn.PLAYLISTS, playlistUrn(playlist.getId())),
        links.ofPlaylist(owner.getPermalink(), playlist.getPermalink()),
        playlist.getTitle(),
        playlist.getDescription(),
        playlist.getGenre(),
        playlist.getTagList(),
        playlist.getArtworkUrl(),
        playlist.getSharing(),
        time(playlist.getCreatedAt()),
        UserPresenter.user(owner, links));
  }

  public static String trackUrn(long id) {
    return Urn.of(Urn.TRACKS, id);
  }

  public static String playlistUrn(long id) {
    return Urn.of(Urn.PLAYLISTS, id);
  }

  private static @Nullable String time(@Nullable Long micros) {
    return micros == null ? null : Timestamps.spaced(micros);
  }
}
