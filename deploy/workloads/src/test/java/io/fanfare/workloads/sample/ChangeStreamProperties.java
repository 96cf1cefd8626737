package io.fanfare.workloads.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.models.Track;
import io.fanfare.workloads.sample.Change.Delete;
import io.fanfare.workloads.sample.Change.Post;
import io.fanfare.workloads.sample.Change.Repost;
import io.fanfare.workloads.sample.Change.Share;
import io.fanfare.workloads.sample.Change.StartFollowing;
import io.fanfare.workloads.sample.Change.Unfollow;
import io.fanfare.workloads.sample.Change.Unrepost;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ChangeStreamProperties {

  private static final long NOW = 1_750_000_000_000_000L;
  private static final long FIRST_TRACK = 1_000_000;

  @Property(tries = 20)
  void theSameSeedMakesTheSameChanges(@ForAll long seed) {
    assertThat(changes(seed, 30, 200)).isEqualTo(changes(seed, 30, 200));
  }

  /** The rows are kept here as the source keeps them. */
  @Property(tries = 50)
  void eachChangeIsPossibleAfterThoseBefore(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 60) int users) {
    SampleNetwork network = network(seed, users);
    Set<List<Long>> follows = new HashSet<>();
    network.follows().forEach(f -> follows.add(List.of(f.getFollowerId(), f.getFolloweeId())));
    Set<List<Long>> reposts = new HashSet<>();
    network.reposts().forEach(r -> reposts.add(List.of(r.getUserId(), r.getTrackId())));
    Map<Long, Track> tracks = new HashMap<>();
    network.tracks().forEach(track -> tracks.put(track.getId(), track));
    ChangeStream stream = new ChangeStream(seed, Population.of(network), FIRST_TRACK);
    for (int i = 0; i < 500; i++) {
      Change change = stream.next(NOW + i);
      assertThat(change.userId()).isBetween(1L, (long) users);
      assertThat(isPossible(change, follows, reposts, tracks)).as("%s", change).isTrue();
    }
  }

  @Property(tries = 5)
  void allKindsOfChangesCome(@ForAll long seed) {
    assertThat(changes(seed, 200, 2_000).stream().map(Object::getClass).collect(Collectors.toSet()))
        .hasSize(7);
  }

  @Property(tries = 20)
  void aNetworkOfUsersAloneIsEnough(@ForAll long seed) {
    Population population = new Population(List.of(1L, 2L), List.of(), List.of(), List.of());
    ChangeStream stream = new ChangeStream(seed, population, 1);
    for (int i = 0; i < 500; i++) {
      assertThat(stream.next(NOW + i)).isNotNull();
    }
  }

  private static boolean isPossible(
      Change change, Set<List<Long>> follows, Set<List<Long>> reposts, Map<Long, Track> tracks) {
    if (change instanceof Post post) {
      return post.track().getId() >= FIRST_TRACK
          && tracks.put(post.track().getId(), post.track()) == null;
    }
    if (change instanceof Repost repost) {
      Track track = tracks.get(repost.repost().getTrackId());
      return track != null
          && track.getSharing().equals("public")
          && reposts.add(List.of(repost.userId(), track.getId()));
    }
    if (change instanceof Unrepost unrepost) {
      return reposts.remove(List.of(unrepost.userId(), unrepost.repost().getTrackId()));
    }
    if (change instanceof StartFollowing start) {
      long followee = start.follow().getFolloweeId();
      return start.userId() != followee && follows.add(List.of(start.userId(), followee));
    }
    if (change instanceof Unfollow unfollow) {
      return follows.remove(List.of(unfollow.userId(), unfollow.follow().getFolloweeId()));
    }
    if (change instanceof Delete delete) {
      return tracks.remove(delete.track().getId()) != null;
    }
    Track shared = ((Share) change).track();
    Track before = tracks.put(shared.getId(), shared);
    return before != null && !before.getSharing().equals(shared.getSharing());
  }

  private static List<Change> changes(long seed, int users, int count) {
    ChangeStream stream = new ChangeStream(seed, Population.of(network(seed, users)), FIRST_TRACK);
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      changes.add(stream.next(NOW + i));
    }
    return changes;
  }

  private static SampleNetwork network(long seed, int users) {
    return new NetworkGenerator(seed, users, NOW).generate();
  }
}
