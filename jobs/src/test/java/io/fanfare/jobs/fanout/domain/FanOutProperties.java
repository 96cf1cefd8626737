package io.fanfare.jobs.fanout.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.jobs.fanout.domain.FanOutInMemory.Write;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.dashboard.EntryOperation;
import io.fanfare.schemas.dashboard.Sound;
import io.fanfare.schemas.models.Follow;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.Playlist;
import io.fanfare.schemas.models.PlaylistRepost;
import io.fanfare.schemas.models.StrayEntry;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.TrackRepost;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/**
 * Random histories of a small network against what its rows say in the end. The effects reach the
 * store in any order, some of them twice, and from two runs that interleave differently, as after a
 * crash. Now and then somebody looks at an entry of the store, which may be damaged, and says so.
 */
class FanOutProperties {

  private static final long START = 1_700_000_000_000_000L;

  private record Entry(long recipient, Activity activity) {}

  /** Somebody writes to the store what no row accounts for. */
  private record Damage(EntryOperation operation, Entry entry) {}

  /** What the application has in its tables. */
  private static final class Source {
    final Map<Long, Track> tracks = new HashMap<>();
    final Map<List<Long>, TrackRepost> reposts = new HashMap<>();
    final Map<Long, Playlist> playlists = new HashMap<>();
    final Map<List<Long>, PlaylistRepost> playlistReposts = new HashMap<>();
    final Map<List<Long>, Follow> follows = new HashMap<>();
    final List<Object> log = new ArrayList<>();
    final List<Entry> damaged = new ArrayList<>();
    final Random random;

    Source(Random random) {
      this.random = random;
    }

    long user() {
      return 1 + random.nextInt(12);
    }

    long time() {
      return START + random.nextInt(4);
    }

    void step() {
      switch (random.nextInt(7)) {
        case 0 -> changeTrack(1 + random.nextInt(6));
        case 1 -> changePlaylist(1 + random.nextInt(3));
        case 2 -> changeRepost(List.of(user(), 1L + random.nextInt(6)));
        case 3 -> changePlaylistRepost(List.of(user(), 1L + random.nextInt(3)));
        case 4 -> look(anyEntry());
        default -> changeFollow(List.of(user(), 1L + random.nextInt(3)));
      }
    }

    private void look(Entry entry) {
      if (random.nextBoolean()) {
        log.add(new Damage(EntryOperation.values()[random.nextInt(2)], entry));
        damaged.add(entry);
      } else {
        log.add(new StrayEntry(entry.recipient(), entry.activity()));
      }
    }

    /** Every damage is found once. */
    void findDamages() {
      damaged.forEach(entry -> log.add(new StrayEntry(entry.recipient(), entry.activity())));
    }

    private Entry anyEntry() {
      List<Entry> entries = List.copyOf(expected());
      if (!entries.isEmpty() && random.nextBoolean()) {
        return entries.get(random.nextInt(entries.size()));
      }
      ActivityKind kind = ActivityKind.values()[random.nextInt(4)];
      return new Entry(
          user(), new Activity(kind, 1L + random.nextInt(3), 1L + random.nextInt(6), time()));
    }

    private void changeTrack(long id) {
      Track before = tracks.get(id);
      if (before != null && random.nextInt(4) == 0) {
        tracks.remove(id);
        log.add(Rows.destroy(before));
        return;
      }
      Track after =
          Rows.track(
              id,
              owner(before == null ? null : before.getUserId()),
              sharing(),
              random.nextInt(5) == 0 ? "processing" : "finished",
              publishedAt());
      tracks.put(id, after);
      log.add(before == null ? Rows.create(after) : Rows.save(before, after));
    }

    private void changePlaylist(long id) {
      Playlist before = playlists.get(id);
      if (before != null && random.nextInt(4) == 0) {
        playlists.remove(id);
        log.add(Rows.destroy(before));
        return;
      }
      Long owner = before == null ? null : before.getUserId();
      Playlist after = Rows.playlist(id, owner(owner), sharing(), publishedAt());
      playlists.put(id, after);
      log.add(before == null ? Rows.create(after) : Rows.save(before, after));
    }

    /** Owners change now and then: the first users own all, and are followed most. */
    private long owner(@Nullable Long before) {
      return before == null || random.nextInt(5) == 0 ? 1 + random.nextInt(3) : before;
    }

    private String sharing() {
      return random.nextInt(4) == 0 ? "private" : "public";
    }

    private @Nullable Long publishedAt() {
      return random.nextInt(5) == 0 ? null : (Long) time();
    }

    private void changeRepost(List<Long> key) {
      TrackRepost before = reposts.remove(key);
      if (before == null) {
        TrackRepost after = Rows.repost(key.get(0), key.get(1), time());
        reposts.put(key, after);
        log.add(Rows.create(after));
      } else {
        log.add(Rows.destroy(before));
      }
    }

    private void changePlaylistRepost(List<Long> key) {
      PlaylistRepost before = playlistReposts.remove(key);
      if (before == null) {
        PlaylistRepost after = new PlaylistRepost(key.get(0), key.get(1), time());
        playlistReposts.put(key, after);
        log.add(Rows.create(after));
      } else {
        log.add(Rows.destroy(before));
      }
    }

    private void changeFollow(List<Long> key) {
      Follow before = follows.remove(key);
      if (before == null) {
        Follow after = Rows.follow(key.get(0), key.get(1));
        follows.put(key, after);
        log.add(Rows.create(after));
      } else {
        log.add(Rows.destroy(before));
      }
    }

    Set<Entry> expected() {
      Set<Activity> activities = new HashSet<>();
      for (Track track : tracks.values()) {
        Long liveSince = Sound.of(track).liveSince();
        if (liveSince != null) {
          activities.add(
              new Activity(ActivityKind.TRACK, track.getUserId(), track.getId(), liveSince));
        }
      }
      for (Playlist playlist : playlists.values()) {
        Long liveSince = Sound.of(playlist).liveSince();
        if (liveSince != null) {
          long owner = playlist.getUserId();
          activities.add(new Activity(ActivityKind.PLAYLIST, owner, playlist.getId(), liveSince));
        }
      }
      for (PlaylistRepost repost : playlistReposts.values()) {
        activities.add(
            new Activity(
                ActivityKind.PLAYLIST_REPOST,
                repost.getUserId(),
                repost.getPlaylistId(),
                repost.getCreatedAt()));
      }
      for (TrackRepost repost : reposts.values()) {
        activities.add(
            new Activity(
                ActivityKind.TRACK_REPOST,
                repost.getUserId(),
                repost.getTrackId(),
                repost.getCreatedAt()));
      }
      Set<Entry> expected = new HashSet<>();
      for (Follow follow : follows.values()) {
        for (Activity activity : activities) {
          if (activity.getActorId() == follow.getFolloweeId()
              && follow.getFollowerId() != follow.getFolloweeId()) {
            expected.add(new Entry(follow.getFollowerId(), activity));
          }
        }
      }
      return expected;
    }
  }

  @Property(tries = 2_000)
  void storesWhatTheRowsSayInTheEnd(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 200) int steps,
      @ForAll @IntRange(min = 1, max = 12) int mostOwnFollowers) {
    Source source = new Source(random);
    for (int i = 0; i < steps; i++) {
      source.step();
    }
    source.findDamages();
    List<Write> writes = new ArrayList<>(run(source.log, mostOwnFollowers, random));
    if (random.nextBoolean()) {
      writes.addAll(run(source.log, mostOwnFollowers, random));
    }
    Collections.shuffle(writes, random);
    assertThat(stored(writes)).isEqualTo(source.expected());
  }

  private static List<Write> run(List<Object> log, int mostOwnFollowers, Random random) {
    FanOutInMemory fanOut = new FanOutInMemory(mostOwnFollowers, 1, random);
    for (int i = 0; i < log.size(); i++) {
      long version = START + i;
      if (log.get(i) instanceof ModelBroadcast change) {
        fanOut.read(change, version);
      } else if (log.get(i) instanceof StrayEntry stray) {
        fanOut.read(stray, version);
      } else if (log.get(i) instanceof Damage damage) {
        Entry entry = damage.entry();
        fanOut.writes.add(
            new Write(damage.operation(), version, entry.recipient(), entry.activity()));
      }
    }
    fanOut.drain();
    assertThat(fanOut.nothingIsParked()).isTrue();
    return fanOut.writes;
  }

  /**
   * What a store keeps that orders writes by their version; between two of one version the deletion
   * wins.
   */
  private static Set<Entry> stored(List<Write> writes) {
    Map<Entry, Write> last = new HashMap<>();
    for (Write write : writes) {
      last.merge(new Entry(write.recipient(), write.activity()), write, FanOutProperties::laterOf);
    }
    Set<Entry> stored = new HashSet<>();
    last.forEach(
        (entry, write) -> {
          if (write.operation() == EntryOperation.DELIVER) {
            stored.add(entry);
          }
        });
    return stored;
  }

  private static Write laterOf(Write one, Write other) {
    if (one.version() != other.version()) {
      return one.version() > other.version() ? one : other;
    }
    return one.operation() == EntryOperation.WITHDRAW ? one : other;
  }
}
