package io.fanfare.jobs.search.domain;

import io.fanfare.jobs.runtime.domain.IdList;
import io.fanfare.schemas.models.Playlist;
import io.fanfare.schemas.models.Sounds;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.User;
import io.fanfare.schemas.search.CountChange;
import io.fanfare.schemas.search.Counted;
import io.fanfare.schemas.search.Counts;
import io.fanfare.schemas.search.Document;
import io.fanfare.schemas.search.DocumentChange;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.search.DocumentRow;
import io.fanfare.schemas.search.OwnerPart;
import io.fanfare.schemas.search.PlaysChange;
import io.fanfare.schemas.search.RowChange;
import io.fanfare.schemas.search.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides, at a document's key, what is in the index: the document's own row and the rows that it
 * counts, straight from the log, and what its owner's key says of the owner.
 *
 * <p>The two come on different ways, as does the number of a track's plays, so another run may see
 * them interleave otherwise. All of them only grow, and a document's version is the sum of theirs:
 * so one that lacks something of any is older than the one that has it all, whichever run wrote it
 * and whenever it arrives.
 *
 * <p>A change of the row or of its owner is written at once. A change of a count, and plays, wait
 * for {@link #settle}, so that many of them cost one write.
 */
public final class DocumentRule {

  /**
   * Applies a change; true if counts or plays wait from now on, so that {@link #settle} is to be
   * called soon, or some time later for plays.
   */
  public boolean apply(DocumentChange change, DocumentState document, Consumer<Document> effects) {
    if (change.getChange() instanceof CountChange count) {
      return onCount(change, count, document);
    }
    if (change.getChange() instanceof PlaysChange plays) {
      return onPlays(plays, document);
    }
    if (change.getChange() instanceof RowChange row) {
      onRow(change, row.getRow(), document);
    } else if (change.getChange() instanceof OwnerPart part && !onOwner(part, document)) {
      return false;
    }
    write(change.getKind(), change.getId(), change.getRefresh(), document, effects);
    return false;
  }

  /** Writes the counts and plays that wait. */
  public void settle(
      DocumentKind kind, long id, DocumentState document, Consumer<Document> effects) {
    Tally tally = document.tally();
    if (tally.getDueSince() != null || tally.getPlaysDue()) {
      write(kind, id, false, document, effects);
    }
  }

  /** Writes what is known, for an index that has nothing of it. */
  public void rewrite(
      DocumentKind kind, long id, DocumentState document, Consumer<Document> effects) {
    write(kind, id, false, document, effects);
  }

  private static void onRow(DocumentChange change, @Nullable Object row, DocumentState document) {
    DocumentRow known = document.row();
    DocumentRow changed = DocumentRow.newBuilder(known).setRow(row).build();
    if (row != null && (known.getRow() == null || ownerOf(known.getRow()) != ownerOf(row))) {
      changed.setOwnedSince(change.getVersion());
    }
    // Whoever comes to own it later says so at that later version.
    changed.setOwners(
        known.getOwners().stream()
            .filter(
                part -> part.getVersion() >= change.getVersion() || isOwner(part.getUserId(), row))
            .toList());
    changed.setWasOpen(known.getWasOpen() || isOpen(row));
    document.setRow(changed);
    document.setTally(Tally.newBuilder(document.tally()).setVersion(change.getVersion()).build());
  }

  /** False if what an owner said is not new. */
  private static boolean onOwner(OwnerPart part, DocumentState document) {
    DocumentRow known = document.row();
    OwnerPart former = partOf(part.getUserId(), known);
    if (former != null && former.getVersion() >= part.getVersion()) {
      return false;
    }
    DocumentRow changed = DocumentRow.newBuilder(known).build();
    List<OwnerPart> owners = new ArrayList<>(known.getOwners());
    owners.remove(former);
    owners.add(part);
    changed.setOwners(owners);
    changed.setOwnerVersion(Math.max(known.getOwnerVersion(), part.getVersion()));
    document.setRow(changed);
    return true;
  }

  private static boolean onCount(DocumentChange change, CountChange count, DocumentState document) {
    IdList rows = document.counted(count.getCounted());
    boolean changed = count.getExists() ? rows.add(count.getId()) : rows.remove(count.getId());
    if (!changed && !change.getRefresh()) {
      return false;
    }
    Tally known = document.tally();
    Tally tally = Tally.newBuilder(known).setVersion(change.getVersion()).build();
    if (changed) {
      add(tally.getCounts(), count.getCounted(), count.getExists() ? 1 : -1);
    }
    boolean first = known.getDueSince() == null;
    if (first) {
      tally.setDueSince(change.getVersion());
    }
    document.setTally(tally);
    return first;
  }

  /** Who tells it may have begun anew, and count what is known already. */
  private static boolean onPlays(PlaysChange change, DocumentState document) {
    Tally known = document.tally();
    if (change.getPlays() <= known.getCounts().getPlays()) {
      return false;
    }
    Tally tally = Tally.newBuilder(known).setPlaysDue(true).build();
    tally.getCounts().setPlays(change.getPlays());
    document.setTally(tally);
    return !known.getPlaysDue();
  }

  private static void add(Counts counts, Counted counted, long more) {
    switch (counted) {
      case LIKE -> counts.setLikes(counts.getLikes() + more);
      case REPOST -> counts.setReposts(counts.getReposts() + more);
      case COMMENT -> counts.setComments(counts.getComments() + more);
      case FOLLOWER -> counts.setFollowers(counts.getFollowers() + more);
    }
  }

  private static void write(
      DocumentKind kind,
      long id,
      boolean refresh,
      DocumentState document,
      Consumer<Document> effects) {
    DocumentRow known = document.row();
    Tally tally = document.tally();
    if (tally.getDueSince() != null || tally.getPlaysDue()) {
      tally = Tally.newBuilder(tally).setDueSince(null).setPlaysDue(false).build();
      document.setTally(tally);
    }
    Object row = known.getRow();
    boolean open = isOpen(row);
    OwnerPart owner = kind == DocumentKind.USER ? null : ownerPart(known);
    if (open && kind != DocumentKind.USER && owner == null) {
      // The owner's word is on its way, and decides.
      return;
    }
    boolean findable = open && (owner == null || owner.getNames() != null);
    if (!findable && !known.getWasOpen() && !refresh) {
      return;
    }
    effects.accept(
        new Document(
            kind,
            id,
            tally.getVersion() + known.getOwnerVersion() + tally.getCounts().getPlays(),
            Math.max(tally.getVersion(), known.getOwnerVersion()),
            findable ? row : null,
            findable && owner != null ? owner.getNames() : null,
            tally.getCounts(),
            null));
  }

  /** What the row's owner says about it as it is theirs now. */
  private static @Nullable OwnerPart ownerPart(DocumentRow known) {
    Object row = known.getRow();
    OwnerPart part = row == null ? null : partOf(ownerOf(row), known);
    return part == null || part.getVersion() < known.getOwnedSince() ? null : part;
  }

  private static @Nullable OwnerPart partOf(long user, DocumentRow known) {
    for (OwnerPart part : known.getOwners()) {
      if (part.getUserId() == user) {
        return part;
      }
    }
    return null;
  }

  private static boolean isOwner(long user, @Nullable Object row) {
    return row != null && ownerOf(row) == user;
  }

  /** Whether the row alone lets it be found. */
  private static boolean isOpen(@Nullable Object row) {
    if (row instanceof Track track) {
      return Sounds.of(track).liveSince() != null;
    }
    if (row instanceof Playlist playlist) {
      return Sounds.of(playlist).liveSince() != null;
    }
    return row != null;
  }

  private static long ownerOf(Object row) {
    if (row instanceof Track track) {
      return track.getUserId();
    }
    return row instanceof Playlist playlist ? playlist.getUserId() : ((User) row).getId();
  }
}
