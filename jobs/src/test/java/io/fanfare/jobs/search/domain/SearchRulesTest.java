package io.fanfare.jobs.search.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fanfare.jobs.fanout.domain.Rows;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.TrackLike;
import io.fanfare.schemas.models.User;
import io.fanfare.schemas.search.Document;
import io.fanfare.schemas.search.OwnerNames;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SearchRulesTest {

  private static final Track TRACK = Rows.track(7, 1, 5L);

  private final SearchInMemory search = new SearchInMemory(2, new Random(1));
  private long version;

  @Test
  void aTrackCarriesItsOwnersNames() {
    read(Rows.create(user("Anna")), Rows.create(TRACK));
    assertThat(last().getRow()).isEqualTo(TRACK);
    assertThat(last().getOwner()).isEqualTo(new OwnerNames("Anna", null));
  }

  @Test
  void aRenameReachesAllTracksOfTheOwner() {
    read(Rows.create(user("Anna")), Rows.create(TRACK), Rows.create(Rows.track(8, 1, 5L)));
    search.writes.clear();
    read(Rows.save(user("Anna"), user("Hannah")));
    assertThat(search.writes.stream().filter(write -> write.getOwner() != null))
        .extracting(Document::getId, write -> write.getOwner().getUsername())
        .containsExactlyInAnyOrder(tuple(7L, "Hannah"), tuple(8L, "Hannah"));
  }

  @Test
  void aTrackWaitsForItsOwnersRow() {
    read(Rows.create(TRACK));
    assertThat(last().getRow()).isNull();
    read(Rows.create(user("Anna")));
    assertThat(search.writes).anyMatch(write -> TRACK.equals(write.getRow()));
  }

  @Test
  void aTrackThatTurnsPrivateLeavesANewerTombstone() {
    read(Rows.create(user("Anna")), Rows.create(TRACK));
    long found = last().getVersion();
    read(Rows.save(TRACK, Rows.track(7, 1, "private", "finished", 5L)));
    assertThat(last().getRow()).isNull();
    assertThat(last().getVersion()).isGreaterThan(found);
  }

  @Test
  void aTrackThatWasNeverPublicLeavesNoTombstone() {
    Track hidden = Rows.track(7, 1, "private", "finished", 5L);
    read(Rows.create(user("Anna")), Rows.create(hidden), Rows.destroy(hidden));
    assertThat(search.writes).noneMatch(write -> write.getId() == 7);
  }

  @Test
  void manyLikesCostOneWrite() {
    read(Rows.create(user("Anna")), Rows.create(TRACK));
    search.writes.clear();
    for (long user = 1; user <= 100; user++) {
      search.receive(Rows.create(new TrackLike(user, 7L, null)), ++version);
    }
    search.drain();
    assertThat(search.writes).hasSize(1);
    assertThat(last().getCounts().getLikes()).isEqualTo(100);
  }

  private void read(ModelBroadcast... changes) {
    for (ModelBroadcast change : List.of(changes)) {
      search.read(change, ++version);
      search.drain();
    }
  }

  private Document last() {
    return search.writes.get(search.writes.size() - 1);
  }

  private static User user(String name) {
    return User.newBuilder().setId(1L).setUsername(name).build();
  }
}
