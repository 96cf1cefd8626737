package io.fanfare.jobs.search.domain;

import io.fanfare.jobs.fanout.domain.Rows;
import io.fanfare.jobs.search.domain.SearchInMemory.Key;
import io.fanfare.schemas.models.Comment;
import io.fanfare.schemas.models.Follow;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.Operation;
import io.fanfare.schemas.models.Playlist;
import io.fanfare.schemas.models.PlaylistLike;
import io.fanfare.schemas.models.PlaylistRepost;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.TrackLike;
import io.fanfare.schemas.models.TrackRepost;
import io.fanfare.schemas.models.User;
import io.fanfare.schemas.search.DocumentKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The application's tables, with random changes, and the log of these changes. */
final class SearchSource {

  private static final int USERS = 4;
  private static final int OBJECTS = 3;
  private static final int COMMENTS = 6;

  /** A record of the log, and the key of its row. */
  record Entry(List<Object> key, ModelBroadcast change) {}

  /** The expected document: name of the owner, and counts in the order of the contract. */
  record Expected(
      Object row,
      @Nullable String username,
      long likes,
      long reposts,
      long comments,
      long followers,
      long plays) {}

  final List<Entry> log = new ArrayList<>();

  /** How often tracks were played in the end. */
  final Map<Long, Long> plays = new HashMap<>();

  private final Map<List<Object>, SpecificRecord> rows = new LinkedHashMap<>();
  private final Map<List<Object>, SpecificRecord> known = new LinkedHashMap<>();
  private final Random random;
  private int names;

  SearchSource(Random random) {
    this.random = random;
  }

  void step() {
    long object = 1 + random.nextInt(OBJECTS);
    long user = 1 + random.nextInt(USERS);
    long comment = 1 + random.nextInt(COMMENTS);
    long other = 1 + random.nextInt(USERS);
    switch (random.nextInt(13)) {
      case 0, 1 -> change(List.of("user", user), user(user));
      case 2, 3 -> change(List.of("track", object), track(object, user));
      case 4 -> change(List.of("playlist", object), playlist(object, user));
      case 5 -> change(List.of("tl", user, object), new TrackLike(user, object, null));
      case 6 -> change(List.of("pl", user, object), new PlaylistLike(user, object, null));
      case 7 -> change(List.of("tr", user, object), new TrackRepost(user, object, 0L));
      case 8 -> change(List.of("pr", user, object), new PlaylistRepost(user, object, 0L));
      case 9 -> change(List.of("comment", comment), comment(comment, user, object));
      case 10 -> change(List.of("follow", user, other), new Follow(user, other, null));
      case 11 -> play();
      default -> refresh();
    }
  }

  /** The expected documents, computed plainly from the rows. */
  Map<Key, Expected> expected() {
    Map<Key, Expected> expected = new HashMap<>();
    for (SpecificRecord row : rows.values()) {
      if (row instanceof User user) {
        long followers = count(Follow.class, follow -> follow.getFolloweeId() == user.getId());
        expected.put(
            new Key(DocumentKind.USER, user.getId()),
            new Expected(user, null, 0, 0, 0, followers, 0));
      } else if (row instanceof Track track
          && track.getSharing().equals("public")
          && track.getState().equals("finished")
          && track.getPublishedAt() != null
          && rows.get(List.<Object>of("user", track.getUserId())) instanceof User owner) {
        expected.put(
            new Key(DocumentKind.TRACK, track.getId()),
            new Expected(
                track,
                owner.getUsername(),
                count(TrackLike.class, like -> like.getTrackId() == track.getId()),
                count(TrackRepost.class, repost -> repost.getTrackId() == track.getId()),
                count(Comment.class, comment -> comment.getTrackId() == track.getId()),
                0,
                plays.getOrDefault(track.getId(), 0L)));
      } else if (row instanceof Playlist playlist
          && playlist.getSharing().equals("public")
          && playlist.getPublishedAt() != null
          && rows.get(List.<Object>of("user", playlist.getUserId())) instanceof User owner) {
        expected.put(
            new Key(DocumentKind.PLAYLIST, playlist.getId()),
            new Expected(
                playlist,
                owner.getUsername(),
                count(PlaylistLike.class, like -> like.getPlaylistId() == playlist.getId()),
                count(PlaylistRepost.class, repost -> repost.getPlaylistId() == playlist.getId()),
                0,
                0,
                0));
      }
    }
    return expected;
  }

  /** Plays a track some times. */
  private void play() {
    plays.merge(1L + random.nextInt(OBJECTS), 1L + random.nextInt(3), Long::sum);
  }

  private <T> long count(Class<T> kind, Predicate<T> condition) {
    return rows.values().stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .filter(condition)
        .count();
  }

  private void change(List<Object> key, SpecificRecord row) {
    SpecificRecord before = rows.remove(key);
    if (before == null) {
      rows.put(key, row);
      log.add(new Entry(key, Rows.create(row)));
    } else if (random.nextInt(3) > 0) {
      rows.put(key, row);
      log.add(new Entry(key, Rows.save(before, row)));
    } else {
      log.add(new Entry(key, Rows.destroy(before)));
    }
    known.put(key, rows.getOrDefault(key, before == null ? row : before));
  }

  /** Refreshes a row: appends it as it is now. */
  private void refresh() {
    if (known.isEmpty()) {
      return;
    }
    List<List<Object>> keys = new ArrayList<>(known.keySet());
    List<Object> key = keys.get(random.nextInt(keys.size()));
    SpecificRecord now = rows.get(key);
    Operation operation = now == null ? Operation.DESTROY : Operation.SAVE;
    log.add(new Entry(key, new ModelBroadcast(operation, known.get(key), now, null, false, true)));
  }

  private User user(long id) {
    return User.newBuilder().setId(id).setUsername("name " + names++ % 3).build();
  }

  private Track track(long id, long owner) {
    Track track =
        Rows.track(
            id,
            owner,
            random.nextInt(4) == 0 ? "private" : "public",
            random.nextInt(4) == 0 ? "processing" : "finished",
            random.nextInt(4) == 0 ? null : 1L);
    track.setTitle("title " + names++);
    return track;
  }

  private Playlist playlist(long id, long owner) {
    Playlist playlist = Rows.playlist(id, owner, random.nextInt(4) == 0 ? "private" : "public", 1L);
    playlist.setTitle("title " + names++);
    return playlist;
  }

  private static Comment comment(long id, long user, long track) {
    return Comment.newBuilder().setId(id).setUserId(user).setTrackId(track).build();
  }
}
