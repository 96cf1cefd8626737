package io.fanfare.jobs.closeness.domain;

import io.fanfare.jobs.closeness.domain.ClosenessInMemory.Row;
import io.fanfare.jobs.fanout.domain.Rows;
import io.fanfare.schemas.closeness.InteractionKind;
import io.fanfare.schemas.models.Comment;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.Operation;
import io.fanfare.schemas.models.Playlist;
import io.fanfare.schemas.models.PlaylistLike;
import io.fanfare.schemas.models.PlaylistRepost;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.TrackLike;
import io.fanfare.schemas.models.TrackRepost;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/** The application's tables, which change at random, and the log of the changes. */
final class SourceInMemory {

  private static final int USERS = 12;
  private static final int OBJECTS = 2;
  private static final int OWNERS = 3;
  private static final int COMMENTS = 12;

  final List<SpecificRecord> log = new ArrayList<>();
  private final Map<List<Object>, SpecificRecord> rows = new LinkedHashMap<>();

  /** The last row of every key that there ever was. */
  private final Map<List<Object>, SpecificRecord> known = new LinkedHashMap<>();

  /** Any former row of a key. */
  private final Map<List<Object>, SpecificRecord> former = new LinkedHashMap<>();

  private final Random random;

  SourceInMemory(Random random) {
    this.random = random;
  }

  void step() {
    long object = 1 + random.nextInt(OBJECTS);
    long user = 1 + random.nextInt(USERS);
    long comment = 1 + random.nextInt(COMMENTS);
    switch (random.nextInt(13)) {
      case 0 ->
          change(List.of("track", object), Rows.track(object, 1 + random.nextInt(OWNERS), null));
      case 1 -> change(List.of("playlist", object), playlist(object, 1 + random.nextInt(OWNERS)));
      case 2, 3 -> change(List.of("tl", user, object), new TrackLike(user, object, null));
      case 4 -> change(List.of("pl", user, object), new PlaylistLike(user, object, null));
      case 5 -> change(List.of("tr", user, object), new TrackRepost(user, object, 0L));
      case 6 -> change(List.of("pr", user, object), new PlaylistRepost(user, object, 0L));
      case 7, 8, 9, 10 -> change(List.of("comment", comment), comment(comment, user, object));
      case 11 -> refresh();
      default -> requestResolution(anyRow());
    }
  }

  private void change(List<Object> key, SpecificRecord row) {
    SpecificRecord before = rows.remove(key);
    if (before == null) {
      rows.put(key, row);
      log.add(Rows.create(row));
    } else if (random.nextInt(3) > 0) {
      rows.put(key, row);
      log.add(Rows.save(before, row));
    } else {
      log.add(Rows.destroy(before));
    }
    if (known.containsKey(key) && random.nextBoolean()) {
      former.put(key, known.get(key));
    }
    known.put(key, rows.getOrDefault(key, before == null ? row : before));
  }

  /** Refreshes a row, with a row before it that may be an older one. */
  private void refresh() {
    if (known.isEmpty()) {
      return;
    }
    List<List<Object>> keys = new ArrayList<>(known.keySet());
    List<Object> key = keys.get(random.nextInt(keys.size()));
    SpecificRecord older = random.nextBoolean() ? former.get(key) : known.get(key);
    SpecificRecord before = older == null ? known.get(key) : older;
    SpecificRecord now = rows.get(key);
    Operation operation = now == null ? Operation.DESTROY : Operation.SAVE;
    log.add(new ModelBroadcast(operation, before, now, null, false, true));
  }

  /** Requests to resolve a row, right or wrong. */
  void requestResolution(Row row) {
    log.add(row.stray());
  }

  /** Any row that the view could have, now or by mistake. */
  Row anyRow() {
    InteractionKind[] kinds = InteractionKind.values();
    InteractionKind kind = kinds[random.nextInt(kinds.length)];
    return new Row(
        1 + random.nextInt(USERS),
        1 + random.nextInt(OWNERS),
        kind,
        1 + random.nextInt(OBJECTS),
        kind == InteractionKind.COMMENT ? 1 + random.nextInt(COMMENTS) : 0);
  }

  /** The rows of the view, computed plainly. */
  Set<Row> expected() {
    Set<Row> expected = new HashSet<>();
    for (SpecificRecord row : rows.values()) {
      if (row instanceof TrackLike like) {
        ofTrack(expected, like.getUserId(), like.getTrackId(), InteractionKind.TRACK_LIKE);
      } else if (row instanceof TrackRepost repost) {
        ofTrack(expected, repost.getUserId(), repost.getTrackId(), InteractionKind.TRACK_REPOST);
      } else if (row instanceof PlaylistLike like) {
        ofPlaylist(expected, like.getUserId(), like.getPlaylistId(), InteractionKind.PLAYLIST_LIKE);
      } else if (row instanceof PlaylistRepost repost) {
        ofPlaylist(
            expected, repost.getUserId(), repost.getPlaylistId(), InteractionKind.PLAYLIST_REPOST);
      } else if (row instanceof Comment comment
          && rows.get(List.<Object>of("track", comment.getTrackId())) instanceof Track track) {
        expected.add(
            new Row(
                comment.getUserId(),
                track.getUserId(),
                InteractionKind.COMMENT,
                comment.getTrackId(),
                comment.getId()));
      }
    }
    return expected;
  }

  private void ofTrack(Set<Row> expected, long user, long id, InteractionKind kind) {
    if (rows.get(List.<Object>of("track", id)) instanceof Track track) {
      expected.add(new Row(user, track.getUserId(), kind, id, 0));
    }
  }

  private void ofPlaylist(Set<Row> expected, long user, long id, InteractionKind kind) {
    if (rows.get(List.<Object>of("playlist", id)) instanceof Playlist playlist) {
      expected.add(new Row(user, playlist.getUserId(), kind, id, 0));
    }
  }

  static Playlist playlist(long id, long owner) {
    return Playlist.newBuilder()
        .setId(id)
        .setUserId(owner)
        .setSharing("public")
        .setPublishedAt(null)
        .build();
  }

  static Comment comment(long id, long user, long track) {
    return Comment.newBuilder().setId(id).setUserId(user).setTrackId(track).build();
  }
}
