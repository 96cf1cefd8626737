package io.fanfare.schemas.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.models.Comment;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.Operation;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.User;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** API server and purger are deployed apart, so the texts may not change by themselves. */
class EdgeKeyTest {

  @ParameterizedTest
  @CsvSource({
    "USER, 1, user-1",
    "TRACK, -9, track--9",
    "PLAYLIST, 9223372036854775807, playlist-9223372036854775807",
    "COMMENT, 4, comment-4",
    "TRACKS_OF_USER, 1, tracks-of-user-1",
    "PLAYLISTS_OF_USER, 1, playlists-of-user-1",
    "LIKES_OF_USER, 1, likes-of-user-1",
    "REPOSTS_OF_USER, 1, reposts-of-user-1",
    "FOLLOWERS_OF_USER, 1, followers-of-user-1",
    "FOLLOWINGS_OF_USER, 1, followings-of-user-1",
    "COMMENTS_OF_TRACK, 1, comments-of-track-1",
    "LIKES_OF_TRACK, 1, likes-of-track-1",
    "REPOSTS_OF_TRACK, 1, reposts-of-track-1",
    "TRACKS_OF_PLAYLIST, 1, tracks-of-playlist-1",
  })
  void namesRowsAndLists(EdgeKey key, long id, String text) {
    assertThat(key.of(id)).isEqualTo(text);
  }

  @Test
  void findsTheKeysOfARowByItsPrimaryKey() {
    assertThat(EdgeKey.ofRow(Model.USER, List.of(1L))).containsExactly("user-1");
    assertThat(EdgeKey.ofRow(Model.TRACK, List.of(1L))).containsExactly("track-1");
    assertThat(EdgeKey.ofRow(Model.PLAYLIST, List.of(1L))).containsExactly("playlist-1");
    assertThat(EdgeKey.ofRow(Model.COMMENT, List.of(1L))).containsExactly("comment-1");
    assertThat(EdgeKey.ofRow(Model.PLAYLIST_TRACK, List.of(1L, 2L, 3L)))
        .containsExactly("tracks-of-playlist-1");
    assertThat(EdgeKey.ofRow(Model.FOLLOW, List.of(1L, 2L)))
        .containsExactly("followings-of-user-1", "followers-of-user-2");
    assertThat(EdgeKey.ofRow(Model.TRACK_LIKE, List.of(1L, 2L)))
        .containsExactly("likes-of-user-1", "likes-of-track-2");
    assertThat(EdgeKey.ofRow(Model.TRACK_REPOST, List.of(1L, 2L)))
        .containsExactly("reposts-of-user-1", "reposts-of-track-2");
    assertThat(EdgeKey.ofRow(Model.BLOCK, List.of(1L, 2L))).isEmpty();
    assertThat(EdgeKey.ofRow(Model.DASHBOARD_SETTINGS, List.of(1L))).isEmpty();
  }

  @Test
  void findsTheListsBeforeAndAfterAChange() {
    assertThat(EdgeKey.ofLists(change(track(1), track(2))))
        .containsExactly("tracks-of-user-1", "tracks-of-user-2");
    assertThat(EdgeKey.ofLists(change(null, new Comment(5L, 6L, 7L, null, null, null))))
        .containsExactly("comments-of-track-7");
    assertThat(EdgeKey.ofLists(change(null, User.newBuilder().setId(1).build()))).isEmpty();
  }

  private static Track track(long owner) {
    return Track.newBuilder()
        .setId(9)
        .setUserId(owner)
        .setSharing("public")
        .setState("finished")
        .setPublishedAt(null)
        .build();
  }

  private static ModelBroadcast change(@Nullable SpecificRecord before, SpecificRecord after) {
    return ModelBroadcast.newBuilder()
        .setOperation(Operation.SAVE)
        .setBefore(before)
        .setAfter(after)
        .build();
  }
}
