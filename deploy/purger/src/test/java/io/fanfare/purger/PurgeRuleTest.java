package io.fanfare.purger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.models.Comment;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.Operation;
import io.fanfare.schemas.models.Playlist;
import io.fanfare.schemas.models.Track;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PurgeRuleTest {

  private static final byte[] GARBAGE = {1, 2, 3};

  @ParameterizedTest
  @CsvSource({
    "save.User, users/7, user-7",
    "create.Follow, follows/2/1, followings-of-user-2 followers-of-user-1",
    "destroy.TrackLike, track_likes/7/9, likes-of-user-7 likes-of-track-9",
    "create.TrackRepost, track_reposts/7/9, reposts-of-user-7 reposts-of-track-9",
    "destroy.PlaylistTrack, playlist_tracks/4/0/9, tracks-of-playlist-4",
    "save.User, users/-9223372036854775808, user--9223372036854775808"
  })
  void aKeyNamesWhatItsRowIsShownIn(String event, String key, String purged) {
    // The value is not read: it may be of a release that this one does not know.
    assertThat(keys(event, key, GARBAGE)).containsExactlyInAnyOrder(purged.split(" "));
  }

  @Test
  void aTrackThatChangesItsOwnerLeavesOneListAndArrivesInAnother() {
    byte[] value = change(Operation.SAVE, track(9, 7), track(9, 8));
    assertThat(keys("save.Track", "tracks/9", value))
        .containsExactlyInAnyOrder("track-9", "tracks-of-user-7", "tracks-of-user-8");
  }

  @Test
  void playlistsAndCommentsHaveTheirListsToo() {
    Playlist playlist =
        Playlist.newBuilder().setId(4).setUserId(7).setSharing("public").setPublishedAt(1L).build();
    assertThat(keys("create.Playlist", "playlists/4", change(Operation.CREATE, null, playlist)))
        .containsExactlyInAnyOrder("playlist-4", "playlists-of-user-7");
    Comment comment = Comment.newBuilder().setId(5).setUserId(7).setTrackId(9).build();
    assertThat(keys("destroy.Comment", "comments/5", change(Operation.DESTROY, comment, null)))
        .containsExactlyInAnyOrder("comment-5", "comments-of-track-9");
  }

  @Test
  void aRowOfWhichNothingIsKnownButItsKeyIsTakenBackByItsKey() {
    assertThat(keys(null, "tracks/9", null)).containsExactly("track-9");
    assertThat(keys("destroy.Track", "tracks/9", change(Operation.DESTROY, null, null)))
        .containsExactly("track-9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "marker, markers/newest",
        "stray, strays/1/track/2/3/4",
        "stray.interaction, stray-interactions/1/x/2/3/4",
        "create.Block, blocks/1/2",
        "create.PlaylistLike, playlist_likes/7/4",
        "save.DashboardSettings, dashboard_settings/1",
        "unreadable.Mute, mutes/1/2"
      })
  void whatNoPublicAnswerShowsPurgesNothing(String record) {
    String[] parts = record.split(", ");
    assertThat(keys(parts[0], parts[1], GARBAGE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "save.Track, tracks/x",
        "save.Track, tracks/9/9",
        "save.Track, ",
        "save.Track, tracks/9",
        "save.User, accounts/9",
        "create.Follow, follows/2/9223372036854775808",
        "unreadable.Track, tracks/9",
        "unreadable.songs, songs/9"
      })
  void whatCannotBeReadPurgesEverything(String record) {
    String[] parts = record.split(", ", -1);
    assertThat(keys(parts[0], parts[1], GARBAGE)).isEqualTo(PurgeRule.ALL);
  }

  @Test
  void whatTheCaptureDidNotAppendPurgesItsRowAtMost() {
    assertThat(PurgeRule.keys(null, null, null)).isEmpty();
    assertThat(keys(null, "something else", GARBAGE)).isEmpty();
  }

  private static Set<String> keys(String event, String key, byte[] value) {
    return PurgeRule.keys(event, key.getBytes(UTF_8), value);
  }

  private static Track track(long id, long owner) {
    return Track.newBuilder()
        .setId(id)
        .setUserId(owner)
        .setSharing("public")
        .setState("finished")
        .setPublishedAt(1L)
        .build();
  }

  private static byte[] change(Operation operation, Object before, Object after) {
    ModelBroadcast change = new ModelBroadcast();
    change.setOperation(operation);
    change.setBefore(before);
    change.setAfter(after);
    return AvroCodec.of(ModelBroadcast.class).encode(change);
  }
}
