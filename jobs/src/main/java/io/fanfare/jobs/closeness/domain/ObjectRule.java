package io.fanfare.jobs.closeness.domain;

import io.fanfare.schemas.closeness.ClosenessChunk;
import io.fanfare.schemas.closeness.ClosenessOperation;
import io.fanfare.schemas.closeness.Interaction;
import io.fanfare.schemas.closeness.InteractionChange;
import io.fanfare.schemas.closeness.InteractionKind;
import io.fanfare.schemas.closeness.ObjectChange;
import io.fanfare.schemas.closeness.OwnerChange;
import io.fanfare.schemas.closeness.StrayInteraction;
import io.fanfare.schemas.closeness.Sweep;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides, at the key of a track or playlist, which rows of closeness there are: one for each of
 * its interactions, with the owner of now. The owner and the interactions meet here, and change
 * here in the order of the log.
 *
 * <p>A change of the owner moves the rows of all interactions. This is the {@link SweepRule}'s
 * work, in pieces; meanwhile changes of interactions are decided at once, by the owner of now. What
 * makes that right in any order: a row of a former owner that the sweep has not reached is
 * withdrawn by whatever change takes its interaction away; and what the sweep says of an
 * interaction that came later is older than what the interaction's own change says.
 */
public final class ObjectRule {

  private final SweepRule sweeps;

  /**
   * @param quantum blocks of at most 256 interactions that one call moves at most
   */
  public ObjectRule(int quantum) {
    this.sweeps = new SweepRule(quantum);
  }

  /**
   * Applies a change; true if a sweep began that is not finished, so that {@link #sweep} is to be
   * called until it says that nothing is left.
   */
  public boolean apply(ObjectChange change, ObjectState object, Consumer<ClosenessChunk> effects) {
    Sweep unfinished = object.sweep();
    if (change.getChange() instanceof OwnerChange owner) {
      onOwner(change, owner, unfinished, object);
      // If one is on its way already, it starts over when its turn comes.
      return unfinished == null && sweep(object, effects);
    }
    if (change.getChange() instanceof InteractionChange interaction) {
      onInteraction(change, interaction, unfinished, object, effects);
    } else if (change.getChange() instanceof StrayInteraction stray) {
      onStray(change, stray, object, effects);
    }
    return false;
  }

  /** Does a quantum of what is parked; true if work is left. */
  public boolean sweep(ObjectState object, Consumer<ClosenessChunk> effects) {
    Sweep due = object.sweep();
    if (due == null) {
      return false;
    }
    Sweep left = sweeps.run(due, object, effects);
    object.setSweep(left);
    return left != null;
  }

  private static void onOwner(
      ObjectChange change, OwnerChange row, @Nullable Sweep unfinished, ObjectState object) {
    Long known = object.owner();
    Long owner = row.getOwnerId();
    if (Objects.equals(known, owner) && !change.getRefresh()) {
      return;
    }
    Set<Long> former = new LinkedHashSet<>();
    if (unfinished != null) {
      former.addAll(unfinished.getFormerOwners());
    }
    if (known != null) {
      former.add(known);
    }
    if (row.getFormerOwnerId() != null) {
      former.add(row.getFormerOwnerId());
    }
    former.remove(owner);
    object.setOwner(owner);
    object.setSweep(
        new Sweep(
            change.getObjectKind(),
            change.getObjectId(),
            change.getVersion(),
            unfinished == null ? change.getVersion() : unfinished.getSince(),
            List.copyOf(former),
            Interactions.kinds(change.getObjectKind()).get(0),
            Long.MIN_VALUE));
  }

  private static void onInteraction(
      ObjectChange change,
      InteractionChange row,
      @Nullable Sweep unfinished,
      ObjectState object,
      Consumer<ClosenessChunk> effects) {
    Interaction interaction = row.getInteraction();
    Interactions known = Interactions.of(row.getKind(), object);
    Long before = row.getExists() ? known.put(interaction) : known.remove(interaction);
    Long owner = object.owner();

    Set<Long> gone = usersBefore(change, row, before);
    boolean added = row.getExists() && !Objects.equals(before, interaction.getRecipientId());
    if (row.getExists()) {
      gone.remove(interaction.getRecipientId());
    }
    if (!gone.isEmpty()) {
      List<Interaction> withdrawn =
          gone.stream().map(user -> new Interaction(user, interaction.getCommentId())).toList();
      for (long actor : actors(owner, unfinished)) {
        effects.accept(chunk(ClosenessOperation.REMOVE, change, row.getKind(), actor, withdrawn));
      }
    }
    if (owner != null && (added || (row.getExists() && change.getRefresh()))) {
      effects.accept(
          chunk(ClosenessOperation.ADD, change, row.getKind(), owner, List.of(interaction)));
    }
  }

  /** A row that somebody asks about is said as the state has it, at its exact key. */
  private static void onStray(
      ObjectChange change,
      StrayInteraction stray,
      ObjectState object,
      Consumer<ClosenessChunk> effects) {
    Interaction interaction = stray.getInteraction();
    boolean due =
        Objects.equals(object.owner(), stray.getActorId())
            && Interactions.of(stray.getKind(), object).has(interaction);
    ClosenessOperation operation = due ? ClosenessOperation.ADD : ClosenessOperation.REMOVE;
    effects.accept(
        chunk(operation, change, stray.getKind(), stray.getActorId(), List.of(interaction)));
  }

  /** Whose interaction it was: by the state, and if the row is said again, by what it says, too. */
  private static Set<Long> usersBefore(
      ObjectChange change, InteractionChange row, @Nullable Long known) {
    Set<Long> users = new LinkedHashSet<>();
    if (known != null) {
      users.add(known);
    }
    if (change.getRefresh()) {
      users.add(row.getInteraction().getRecipientId());
      if (row.getFormerRecipientId() != null) {
        users.add(row.getFormerRecipientId());
      }
    }
    return users;
  }

  /**
   * With whom there may be rows of this object: its owner, and those the sweep is not done with.
   */
  private static List<Long> actors(@Nullable Long owner, @Nullable Sweep unfinished) {
    List<Long> actors = new ArrayList<>();
    if (owner != null) {
      actors.add(owner);
    }
    if (unfinished != null) {
      actors.addAll(unfinished.getFormerOwners());
    }
    return actors;
  }

  private static ClosenessChunk chunk(
      ClosenessOperation operation,
      ObjectChange change,
      InteractionKind kind,
      long actor,
      List<Interaction> interactions) {
    return new ClosenessChunk(
        operation,
        change.getVersion(),
        change.getObjectKind(),
        change.getObjectId(),
        kind,
        actor,
        interactions,
        null);
  }
}
