package io.fanfare.jobs.closeness.domain;

import io.fanfare.schemas.closeness.ClosenessChunk;
import io.fanfare.schemas.closeness.ClosenessOperation;
import io.fanfare.schemas.closeness.Interaction;
import io.fanfare.schemas.closeness.InteractionKind;
import io.fanfare.schemas.closeness.Sweep;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Moves the rows of an object's interactions to its owner, a quantum at a time, so that other keys
 * and checkpoint barriers get through, even if there are millions. Each row is written with the
 * current owner and deleted with every former one, at the version of the owner's change.
 */
final class SweepRule {

  private final int quantum;

  /**
   * @param quantum blocks of interactions that one call moves at most
   */
  SweepRule(int quantum) {
    this.quantum = quantum;
  }

  /** Does a quantum; returns the rest of the sweep, null if it is finished. */
  @Nullable Sweep run(Sweep sweep, ObjectState object, Consumer<ClosenessChunk> effects) {
    int budget = quantum;
    List<InteractionKind> kinds = Interactions.kinds(sweep.getObjectKind());
    long from = sweep.getDueId();
    for (InteractionKind kind : kinds.subList(kinds.indexOf(sweep.getDueKind()), kinds.size())) {
      Interactions interactions = Interactions.of(kind, object);
      for (long block : interactions.list().blockNumbersFrom(from)) {
        if (budget-- == 0) {
          return Sweep.newBuilder(sweep).setDueKind(kind).setDueId(block).build();
        }
        move(sweep, kind, block(interactions, block, from), object.owner(), effects);
      }
      from = Long.MIN_VALUE;
    }
    return null;
  }

  /** The part of a block that is due: a quantum before may have done its first interactions. */
  private static List<Interaction> block(Interactions interactions, long block, long from) {
    List<Interaction> due = new ArrayList<>();
    for (long id : interactions.list().ids(block)) {
      if (id >= from) {
        due.add(interactions.listed(id));
      }
    }
    return due;
  }

  private static void move(
      Sweep sweep,
      InteractionKind kind,
      List<Interaction> interactions,
      @Nullable Long owner,
      Consumer<ClosenessChunk> effects) {
    if (interactions.isEmpty()) {
      return;
    }
    if (owner != null) {
      effects.accept(chunk(ClosenessOperation.ADD, sweep, kind, owner, interactions));
    }
    for (long former : sweep.getFormerOwners()) {
      effects.accept(chunk(ClosenessOperation.REMOVE, sweep, kind, former, interactions));
    }
  }

  private static ClosenessChunk chunk(
      ClosenessOperation operation,
      Sweep sweep,
      InteractionKind kind,
      long actor,
      List<Interaction> interactions) {
    return new ClosenessChunk(
        operation,
        sweep.getVersion(),
        sweep.getObjectKind(),
        sweep.getObjectId(),
        kind,
        actor,
        interactions,
        null);
  }
}
