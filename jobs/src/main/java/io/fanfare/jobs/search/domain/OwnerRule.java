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
 * Sends documents, at the key of a user, their owner's row. The key knows the user's row and the
 * ids of all that the user owns, in the order of the log. A sweep sends a change of the row to
 * everything the user owns, a quantum at a time. A document that the user gets meanwhile receives
 * it at once.
 */
public final class OwnerRule {

  private static final List<DocumentKind> OWNED =
      List.of(DocumentKind.TRACK, DocumentKind.PLAYLIST);

  private final int quantum;

  /**
   * @param quantum blocks of at most 256 documents that one call sends the row to
   */
  public OwnerRule(int quantum) {
    this.quantum = quantum;
  }

  /**
   * Applies a change.
   *
   * @return true if this change began a sweep and did not finish it: the caller must then call
   *     {@link #sweep} until it returns false
   */
  public boolean apply(OwnerChange change, OwnerState owner, Consumer<DocumentChange> effects) {
    if (change.getChange() instanceof UserChange user) {
      boolean isSweeping = owner.sweep() != null;
      // A sweep that is under way starts over in its next turn.
      return onUser(change, user, owner)
          && !isSweeping
          && sweep(change.getUserId(), owner, effects);
    }
    if (change.getChange() instanceof OwnedChange owned) {
      onOwned(change, owned, owner, effects);
    }
    return false;
  }

  /** Does a quantum of the sweep at a user's key; true if something is left. */
  public boolean sweep(long userId, OwnerState owner, Consumer<DocumentChange> effects) {
    OwnerSweep due = owner.sweep();
    if (due == null) {
      return false;
    }
    OwnerSweep left = run(userId, due, owner, effects);
    owner.setSweep(left);
    return left != null;
  }

  /** True if documents must receive the row. */
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
    // In a compacted log, the row before a change need not be the last one that this key saw.
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
          // An earlier turn may have done the beginning of this block, as the end of another one.
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
