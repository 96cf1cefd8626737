package io.fanfare.jobs.search.domain;

import io.fanfare.jobs.runtime.domain.IdList;
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
 * Decides, at a document's key, what the index holds. Its inputs are the document's own row and the
 * rows that it counts, straight from the log; the owner's names, from the owner's key; and the
 * number of a track's plays, from the stats job.
 *
 * <p>The inputs arrive on separate ways, so another run may see them interleave differently. The
 * versions of all inputs only grow, and a document's version is their sum. So a document that lacks
 * some input is older than one that has it all, whichever run wrote it and whenever it arrives.
 *
 * <p>Writes a change of the row or of its owner at once. Changes of counts, and plays, wait for
 * {@link #flush}, so that many of them cost one write.
 */
public final class DocumentRule {

  /**
   * Applies a change.
   *
   * @return true if counts or plays wait since this change: the caller must then call {@link
   *     #flush} soon, or later if it is a change of plays
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

  /** Writes the document if counts or plays wait. */
  public void flush(
      DocumentKind kind, long id, DocumentState document, Consumer<Document> effects) {
    if (isDue(document.tally())) {
      write(kind, id, false, document, effects);
    }
  }

  /** Writes the document as it stands, for an index that does not have it. */
  public void rewrite(
      DocumentKind kind, long id, DocumentState document, Consumer<Document> effects) {
    write(kind, id, false, document, effects);
  }

  private static void onRow(DocumentChange change, @Nullable Object row, DocumentState document) {
    DocumentRow known = document.row();
    DocumentRow changed = DocumentRow.newBuilder(known).setRow(row).build();
    if (row != null && !DocumentRows.haveSameOwner(known.getRow(), row)) {
      changed.setOwnedSince(change.getVersion());
    }
    // An older part of another user is of no use: a later owner sends one with a later version.
    changed.setOwners(
        known.getOwners().stream()
            .filter(
                part ->
                    part.getVersion() >= change.getVersion()
                        || DocumentRows.isOwner(part.getUserId(), row))
            .toList());
    changed.setWasOpen(known.getWasOpen() || DocumentRows.isOpen(row));
    document.setRow(changed);
    document.setTally(Tally.newBuilder(document.tally()).setVersion(change.getVersion()).build());
  }

  /** False if the part is not newer than the one known of this user. */
  private static boolean onOwner(OwnerPart part, DocumentState document) {
    DocumentRow known = document.row();
    OwnerPart former = DocumentRows.partOf(part.getUserId(), known);
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
    boolean isChanged = count.getExists() ? rows.add(count.getId()) : rows.remove(count.getId());
    if (!isChanged && !change.getRefresh()) {
      return false;
    }
    Tally known = document.tally();
    Tally tally = Tally.newBuilder(known).setVersion(change.getVersion()).build();
    if (isChanged) {
      add(tally.getCounts(), count.getCounted(), count.getExists() ? 1 : -1);
    }
    boolean isFirst = known.getDueSince() == null;
    if (isFirst) {
      tally.setDueSince(change.getVersion());
    }
    document.setTally(tally);
    return isFirst;
  }

  /** The stats job may restart its count, so ignores a number that is not larger. */
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
      boolean isRefresh,
      DocumentState document,
      Consumer<Document> effects) {
    DocumentRow known = document.row();
    Tally tally = document.tally();
    if (isDue(tally)) {
      tally = Tally.newBuilder(tally).setDueSince(null).setPlaysDue(false).build();
      document.setTally(tally);
    }
    Object row = known.getRow();
    boolean isOpen = DocumentRows.isOpen(row);
    boolean isOwned = kind != DocumentKind.USER;
    OwnerPart owner = isOwned ? DocumentRows.ownerPart(known) : null;
    if (isOpen && isOwned && owner == null) {
      // The owner's part is still on its way; the document is written when it arrives.
      return;
    }
    boolean isFindable = isOpen && (owner == null || owner.getNames() != null);
    if (!isFindable && !known.getWasOpen() && !isRefresh) {
      // The index never had this document, so it needs no tombstone.
      return;
    }
    effects.accept(
        new Document(
            kind,
            id,
            tally.getVersion() + known.getOwnerVersion() + tally.getCounts().getPlays(),
            isFindable ? row : null,
            isFindable && owner != null ? owner.getNames() : null,
            tally.getCounts(),
            null));
  }

  private static boolean isDue(Tally tally) {
    return tally.getDueSince() != null || tally.getPlaysDue();
  }
}
