package io.fanfare.ops.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.models.Follow;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.PlaylistRepost;
import io.fanfare.schemas.models.TrackLike;
import io.fanfare.schemas.models.User;
import org.junit.jupiter.api.Test;

class CountedTest {

  @Test
  void rowsAreCountedForWhatTheyName() {
    assertThat(Counted.by(new TrackLike(1L, 2L, null))).containsExactly(Counted.ofTrack(2));
    assertThat(Counted.by(new PlaylistRepost(1L, 2L, 0L))).containsExactly(Counted.ofPlaylist(2));
    assertThat(Counted.by(new Follow(1L, 2L, null))).containsExactly(Counted.ofFollowee(2));
    assertThat(Counted.by(User.newBuilder().setId(2).build())).isEmpty();
  }

  @Test
  void onlyModelsThatNameTracksPlaylistsOrFolloweesAreCounted() {
    assertThat(Counted.models())
        .containsExactlyInAnyOrder(
            Model.PLAYLIST_TRACK,
            Model.FOLLOW,
            Model.TRACK_REPOST,
            Model.PLAYLIST_REPOST,
            Model.TRACK_LIKE,
            Model.PLAYLIST_LIKE,
            Model.COMMENT);
  }
}
