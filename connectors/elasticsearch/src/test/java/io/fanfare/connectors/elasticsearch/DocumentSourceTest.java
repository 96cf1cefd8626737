package io.fanfare.connectors.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.models.Playlist;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.User;
import io.fanfare.schemas.search.Counts;
import io.fanfare.schemas.search.Document;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.search.OwnerNames;
import org.junit.jupiter.api.Test;

class DocumentSourceTest {

  @Test
  void containsTheFieldsOfATrack() {
    Track track =
        Track.newBuilder()
            .setId(1)
            .setUserId(10)
            .setTitle("Title")
            .setTagList("one \"two three\"")
            .setDuration(1_000L)
            .setBpm(120)
            .setSharing("public")
            .setState("finished")
            .setPublishedAt(5L)
            .build();
    assertThat(
            DocumentSource.of(
                new Document(
                    DocumentKind.TRACK,
                    1L,
                    30L,
                    track,
                    new OwnerNames("ten", "Ten Ten"),
                    new Counts(1L, 2L, 3L, 0L, 5L),
                    null),
                20L))
        .hasToString(
            """
            {"id":1,"removed":false,"changed_at":20,"user_id":10,\
            "owner":{"username":"ten","full_name":"Ten Ten"},"title":"Title",\
            "tags":["one","two three"],"duration":1000,"bpm":120,"published_at":5,\
            "likes":1,"reposts":2,"comments":3,"playback_count":5,"popularity":6}""");
  }

  @Test
  void containsTheFieldsOfAPlaylist() {
    Playlist playlist =
        Playlist.newBuilder()
            .setId(1)
            .setUserId(10)
            .setTitle("Title")
            .setSharing("public")
            .setPublishedAt(5L)
            .build();
    assertThat(
            DocumentSource.of(
                new Document(
                    DocumentKind.PLAYLIST,
                    1L,
                    30L,
                    playlist,
                    new OwnerNames("ten", null),
                    new Counts(1L, 2L, 0L, 0L, 5L),
                    null),
                20L))
        .hasToString(
            """
            {"id":1,"removed":false,"changed_at":20,"user_id":10,"owner":{"username":"ten"},\
            "title":"Title","published_at":5,"likes":1,"reposts":2,"popularity":3}""");
  }

  @Test
  void containsTheFieldsOfAUser() {
    User user = User.newBuilder().setId(10).setUsername("ten").setCountryCode("DE").build();
    Counts counts = new Counts(0L, 0L, 0L, 4L, 5L);
    assertThat(
            DocumentSource.of(
                new Document(DocumentKind.USER, 10L, 30L, user, null, counts, null), 20L))
        .hasToString(
            """
            {"id":10,"removed":false,"changed_at":20,"username":"ten","country_code":"DE",\
            "followers":4,"popularity":4}""");
  }

  @Test
  void aRemovedDocumentIsATombstone() {
    Counts counts = new Counts(1L, 0L, 0L, 0L, 5L);
    assertThat(
            DocumentSource.of(
                new Document(DocumentKind.TRACK, 1L, 30L, null, null, counts, null), 20L))
        .hasToString("{\"id\":1,\"removed\":true,\"changed_at\":20}");
  }
}
