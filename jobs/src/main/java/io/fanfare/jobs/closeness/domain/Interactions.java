package io.fanfare.jobs.closeness.domain;

import io.fanfare.jobs.runtime.domain.IdList;
import io.fanfare.schemas.closeness.Interaction;
import io.fanfare.schemas.closeness.InteractionKind;
import io.fanfare.schemas.closeness.ObjectKind;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An object's interactions of one kind. */
interface Interactions {

  /** Adds an interaction; returns the user it had before, null if it is new. */
  @Nullable Long put(Interaction interaction);

  /** Removes an interaction; returns the user it had, null if there was none. */
  @Nullable Long remove(Interaction interaction);

  /** Whether there is this interaction of this user. */
  boolean has(Interaction interaction);

  /** The ids that list the interactions: of their users, or their own. */
  IdList list();

  /** The interaction that is listed under an id. */
  Interaction listed(long id);

  /** The kinds of interactions that objects of a kind have. */
  static List<InteractionKind> kinds(ObjectKind kind) {
    return switch (kind) {
      case TRACK ->
          List.of(
              InteractionKind.TRACK_LIKE, InteractionKind.TRACK_REPOST, InteractionKind.COMMENT);
      case PLAYLIST -> List.of(InteractionKind.PLAYLIST_LIKE, InteractionKind.PLAYLIST_REPOST);
    };
  }

  static Interactions of(InteractionKind kind, ObjectState object) {
    return switch (kind) {
      case TRACK_LIKE, PLAYLIST_LIKE -> new ByUser(object.likers());
      case TRACK_REPOST, PLAYLIST_REPOST -> new ByUser(object.reposters());
      case COMMENT -> new Comments(object);
    };
  }

  /** At most one interaction a user. */
  record ByUser(IdList list) implements Interactions {

    @Override
    public @Nullable Long put(Interaction interaction) {
      return list.add(interaction.getRecipientId()) ? null : interaction.getRecipientId();
    }

    @Override
    public @Nullable Long remove(Interaction interaction) {
      return list.remove(interaction.getRecipientId()) ? interaction.getRecipientId() : null;
    }

    @Override
    public boolean has(Interaction interaction) {
      return interaction.getCommentId() == 0 && list.contains(interaction.getRecipientId());
    }

    @Override
    public Interaction listed(long id) {
      return new Interaction(id, 0L);
    }
  }

  /** Any number of comments a user. A comment may change its user. */
  record Comments(ObjectState object) implements Interactions {

    @Override
    public @Nullable Long put(Interaction comment) {
      Long known = object.commenter(comment.getCommentId());
      object.setCommenter(comment.getCommentId(), comment.getRecipientId());
      list().add(comment.getCommentId());
      return known;
    }

    @Override
    public @Nullable Long remove(Interaction comment) {
      Long known = object.commenter(comment.getCommentId());
      object.setCommenter(comment.getCommentId(), null);
      list().remove(comment.getCommentId());
      return known;
    }

    @Override
    public boolean has(Interaction comment) {
      Long known = object.commenter(comment.getCommentId());
      return known != null && known == comment.getRecipientId();
    }

    @Override
    public IdList list() {
      return object.comments();
    }

    @Override
    public Interaction listed(long id) {
      Long user = object.commenter(id);
      return new Interaction(Objects.requireNonNull(user, "a listed comment has its user"), id);
    }
  }
}
