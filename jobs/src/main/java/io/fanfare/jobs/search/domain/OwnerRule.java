package io.fanfare.jobs.search.domain;

import io.fanfare.jobs.runtime.domain.IdList;
import io.fanfare.schemas.search.DocumentChange;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.search.OwnedChange;
import io.fanfare.schemas.search.OwnerChange;
import io.fanfare.schemas.search.OwnerPart;
import io.fanfare.schemas.search.OwnerSweep;
import io.fanfare.schemas.search.UserChange;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells documents, at the key of a user, of the row of who owns them. Here meet the user's row and
 * the ids of all they own, in the order of the log. A change of the row goes to everything they
 * own, in pieces; meanwhile what is theirs anew is told at once.
 */
public final class OwnerRule {

  private static final List<DocumentKind> OWNED =
      List.of(DocumentKind.TRACK, DocumentKind.PLAYLIST);

  private final int quantum;

  /**
   * @param quantum blocks of at most 256 documents that one call tells at most
   */
  public OwnerRule(int quantum) {
    this.quantum = quantum;
  }

  /**
   * Applies a change; true if a sweep began that is not finished, so that {@link #sweep} is to be
   * called until it says that nothing is left.
   */
  public boolean apply(OwnerChange change, OwnerState owner, Consumer<DocumentChange> effects) {
    if (change.getChange() instanceof UserChange user) {
      boolean isUnderWay = owner.sweep() != null;
      // If a sweep is on its way already, it starts over when its turn comes.
      return onUser(change, user, owner)
          && !isUnderWay
          && sweep(change.getUserId(), owner, effects);
    }
    if (change.getChange() instanceof OwnedChange owned) {
      onOwned(change, owned, owner, effects);
    }
    return false;
  }

  /** Does a quantum of what is parked at a user's key; true if work is left. */
  public boolean sweep(long userId, OwnerState owner, Consumer<DocumentChange> effects) {
    OwnerSweep due = owner.sweep();
    if (due == null) {
      return false;
    }
    OwnerSweep left = run(userId, due, owner, effects);
    owner.setSweep(left);
    return left != null;
  }

  /** True if documents have to be told. */
  private static boolean onUser(OwnerChange change, UserChange user, OwnerState owner) {
    if (Objects.equals(owner.names(), user.getNames()) && !change.getRefresh()) {
      return false;
    }
    OwnerSweep unfinished = owner.sweep();
    long since = unfinished == null ? change.getVersion() : unfinished.getSince();
    owner.setNames(user.getNames());
    owner.setSweep(new OwnerSweep(change.getVersion(), since, OWNED.get(0), Long.MIN_VALUE));
    return true;
  }

  private static void onOwned(
      OwnerChange change, OwnedChange owned, OwnerState owner, Consumer<DocumentChange> effects) {
    IdList ids = owner.owned(owned.getKind());
    if (!owned.getExists()) {
      ids.remove(owned.getId());
      return;
    }
    boolean added = ids.add(owned.getId());
    // Of a log that was compacted, what it says of before may not be what this key saw last.
    if (added || owned.getMoved() || change.getRefresh()) {
      effects.accept(
          part(owned.getKind(), owned.getId(), change.getUserId(), change.getVersion(), owner));
    }
  }

  private @Nullable OwnerSweep run(
      long userId, OwnerSweep sweep, OwnerState owner, Consumer<DocumentChange> effects) {
    int budget = quantum;
    long from = sweep.getDueId();
    for (DocumentKind kind : OWNED.subList(OWNED.indexOf(sweep.getDueKind()), OWNED.size())) {
      IdList ids = owner.owned(kind);
      for (long block : ids.blockNumbersFrom(from)) {
        if (budget-- == 0) {
          return OwnerSweep.newBuilder(sweep).setDueKind(kind).setDueId(block).build();
        }
        for (long id : ids.ids(block)) {
          // The block's beginning may have been done as the end of another.
          if (id >= from) {
            effects.accept(part(kind, id, userId, sweep.getVersion(), owner));
          }
        }
      }
      from = Long.MIN_VALUE;
    }
    return null;
  }

  private static DocumentChange part(
      DocumentKind kind, long id, long userId, long version, OwnerState owner) {
    return new DocumentChange(
        kind, id, version, false, new OwnerPart(userId, owner.names(), version));
  }
}
