package io.fanfare.jobs.search.domain;

import io.fanfare.schemas.models.Playlist;
import io.fanfare.schemas.models.Sounds;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.User;
import io.fanfare.schemas.search.DocumentRow;
import io.fanfare.schemas.search.OwnerPart;
import org.jspecify.annotations.Nullable;

/** The rows that documents are made of: their owners, and whether they can be found. */
final class DocumentRows {

  private DocumentRows() {}

  /** Whether the row allows readers to find it; its owner's row must allow it, too. */
  static boolean isOpen(@Nullable Object row) {
    if (row instanceof Track track) {
      return Sounds.of(track).liveSince() != null;
    }
    if (row instanceof Playlist playlist) {
      return Sounds.of(playlist).liveSince() != null;
    }
    return row != null;
  }

  /** The part of the row's owner; null if there is none since the row has this owner. */
  static @Nullable OwnerPart ownerPart(DocumentRow known) {
    Object row = known.getRow();
    OwnerPart part = row == null ? null : partOf(ownerOf(row), known);
    return part == null || part.getVersion() < known.getOwnedSince() ? null : part;
  }

  static @Nullable OwnerPart partOf(long user, DocumentRow known) {
    for (OwnerPart part : known.getOwners()) {
      if (part.getUserId() == user) {
        return part;
      }
    }
    return null;
  }

  static boolean isOwner(long user, @Nullable Object row) {
    return row != null && ownerOf(row) == user;
  }

  static boolean haveSameOwner(@Nullable Object row, Object other) {
    return isOwner(ownerOf(other), row);
  }

  private static long ownerOf(Object row) {
    if (row instanceof Track track) {
      return track.getUserId();
    }
    return row instanceof Playlist playlist ? playlist.getUserId() : ((User) row).getId();
  }
}
