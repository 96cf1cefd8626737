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
 * its interactions, with the current owner. The owner and the interactions are state of this key
 * and change in the order of the log.
 *
 * <p>A change of the owner moves the rows of all interactions: {@link SweepRule} does this in
 * quanta. Meanwhile changes of interactions are decided at once, by the current owner. Any order is
 * correct. A change that removes an interaction also withdraws its rows with former owners that the
 * sweep has not reached. For an interaction that came after the change of the owner, the sweep's
 * row is older than the row of the interaction's own change.
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
   * Applies a change; returns true if it began a sweep that is not finished, so that {@link #sweep}
   * must be called until it returns false.
   */
  public boolean apply(ObjectChange change, ObjectState object, Consumer<ClosenessChunk> effects) {
    Sweep unfinished = object.sweep();
    if (change.getChange() instanceof OwnerChange owner) {
      onOwner(change, owner, unfinished, object);
      // A sweep that is parked already starts over at its next quantum.
      return unfinished == null && sweep(object, effects);
    }
    if (change.getChange() instanceof InteractionChange interaction) {
      onInteraction(change, interaction, unfinished, object, effects);
    } else if (change.getChange() instanceof StrayInteraction stray) {
      onStray(change, stray, object, effects);
    }
    return false;
  }

  /** Does a quantum of the parked sweep; returns true if some of it is left. */
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

  /** Writes or deletes exactly the row that the request names, as the state decides. */
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

  /** The users that the interaction had: by the state, and in a refresh also by the record. */
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

  /** The owners with whom this object may have rows: the current one, and those of the sweep. */
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
