package io.fanfare.api.catalogue;

import io.fanfare.api.availability.Dependency;
import io.fanfare.api.models.KeyList;
import io.fanfare.api.models.Lists;
import io.fanfare.api.models.PlaylistPlace;
import io.fanfare.api.presentation.CommentView;
import io.fanfare.api.presentation.SoundPresenter;
import io.fanfare.api.presentation.Timestamps;
import io.fanfare.api.presentation.TrackView;
import io.fanfare.api.presentation.Urn;
import io.fanfare.api.presentation.UserPresenter;
import io.fanfare.api.presentation.UserView;
import io.fanfare.schemas.models.Comment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the keys of a page stand for, without what not everybody may see. */
final class ListViews {

  private final ShownModels models;
  private final Lists lists;

  ListViews(ShownModels models, Lists lists) {
    this.models = models;
    this.lists = lists;
  }

  List<?> of(KeyList list, List<Long> keys, Reading reading) {
    return switch (list.shown()) {
      case TRACK -> List.copyOf(models.tracks(keys, reading).values());
      case PLAYLIST -> List.copyOf(models.playlists(keys, reading).values());
      case USER -> List.copyOf(models.users(keys, reading).values());
      case COMMENT -> comments(keys, reading);
      default -> throw new IllegalArgumentException("No list shows a " + list.shown());
    };
  }

  /** A track may be in a playlist more than once. */
  List<TrackView> tracks(List<PlaylistPlace> places, Reading reading) {
    Map<Long, TrackView> tracks =
        models.tracks(places.stream().map(PlaylistPlace::trackId).distinct().toList(), reading);
    List<TrackView> views = new ArrayList<>();
    for (PlaylistPlace place : places) {
      TrackView track = tracks.get(place.trackId());
      if (track != null) {
        views.add(track);
      }
    }
    return views;
  }

  private List<CommentView> comments(List<Long> ids, Reading reading) {
    if (ids.isEmpty()) {
      return List.of();
    }
    // A comment changes with its list, whose key is enough.
    Map<Long, Comment> comments = reading.await(lists.comments(Set.copyOf(ids)), Dependency.MYSQL);
    Map<Long, UserView> users =
        models.users(
            comments.values().stream().map(Comment::getUserId).collect(Collectors.toSet()),
            reading);
    List<CommentView> views = new ArrayList<>();
    for (Long id : ids) {
      Comment comment = comments.get(id);
      UserView user = comment == null ? null : users.get(comment.getUserId());
      if (comment != null && user != null) {
        views.add(view(comment, user));
      }
    }
    return views;
  }

  private static CommentView view(Comment comment, UserView user) {
    Long createdAt = comment.getCreatedAt();
    Long timestamp = comment.getTimestampMs();
    return new CommentView(
        "comment",
        Urn.of(Urn.COMMENTS, comment.getId()),
        comment.getBody(),
        timestamp == null ? null : Long.toString(timestamp),
        createdAt == null ? null : Timestamps.spaced(createdAt),
        SoundPresenter.trackUrn(comment.getTrackId()),
        UserPresenter.urn(comment.getUserId()),
        user);
  }
}
