package io.fanfare.api.dashboard;

import io.fanfare.schemas.dashboard.Sound;
import io.fanfare.schemas.models.Playlist;
import io.fanfare.schemas.models.Sounds;
import io.fanfare.schemas.models.Track;

/** The model that an entry is about. */
public sealed interface Origin {

  /** What the rules need to know about it. */
  Sound sound();

  /** A track. */
  record OfTrack(Track track) implements Origin {
    @Override
    public Sound sound() {
      return Sounds.of(track);
    }
  }

  /** A playlist. */
  record OfPlaylist(Playlist playlist) implements Origin {
    @Override
    public Sound sound() {
      return Sounds.of(playlist);
    }
  }
}
