package io.fanfare.jobs.closeness.domain;

import io.fanfare.schemas.closeness.ClosenessChunk;
import io.fanfare.schemas.closeness.ClosenessOperation;
import io.fanfare.schemas.closeness.Interaction;
import io.fanfare.schemas.closeness.InteractionKind;
import io.fanfare.schemas.closeness.ObjectChange;
import io.fanfare.schemas.closeness.ObjectKind;
import io.fanfare.schemas.closeness.StrayInteraction;
import io.fanfare.schemas.models.ModelBroadcast;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/** All tracks and playlists in one place: the closeness job without Flink. */
final class ClosenessInMemory {

  /** A row of the table. */
  record Row(long recipient, long actor, InteractionKind kind, long object, long comment) {

    /** The request to resolve this row. */
    StrayInteraction stray() {
      return new StrayInteraction(kind, actor, object, new Interaction(recipient, comment));
    }
  }

  /** One write to the table. */
  record Write(ClosenessOperation operation, long version, Row row) {}

  private record ObjectKey(ObjectKind kind, long id) {}

  final List<Write> writes = new ArrayList<>();
  private final Map<ObjectKey, InMemoryObject> objects = new HashMap<>();

  /** The keys with a timer: only a key whose rule returned true is resumed. */
  private final Set<ObjectKey> sweeping = new HashSet<>();

  private final ObjectRule rule;
  private final int mostInBlock;
  private final Random interleaving;

  ClosenessInMemory(int mostInBlock, int quantum, Random interleaving) {
    this.rule = new ObjectRule(quantum);
    this.mostInBlock = mostInBlock;
    this.interleaving = interleaving;
  }

  /**
   * @param value a ModelBroadcast or a StrayInteraction
   */
  void read(SpecificRecord value, long version) {
    List<ObjectChange> changes =
        value instanceof StrayInteraction stray
            ? ObjectChanges.of(stray, version)
            : ObjectChanges.of((ModelBroadcast) value, version);
    for (ObjectChange objectChange : changes) {
      ObjectKey key = new ObjectKey(objectChange.getObjectKind(), objectChange.getObjectId());
      InMemoryObject object =
          objects.computeIfAbsent(key, newKey -> new InMemoryObject(mostInBlock));
      if (rule.apply(objectChange, object, this::write)) {
        sweeping.add(key);
      }
    }
    // Sweeps continue at any pace.
    for (ObjectKey key : List.copyOf(sweeping)) {
      if (interleaving.nextInt(3) == 0) {
        sweep(key);
      }
    }
  }

  void drain() {
    while (!sweeping.isEmpty()) {
      List.copyOf(sweeping).forEach(this::sweep);
    }
  }

  boolean nothingIsParked() {
    return objects.values().stream().allMatch(object -> object.sweep() == null);
  }

  private void sweep(ObjectKey key) {
    if (!rule.sweep(objects.get(key), this::write)) {
      sweeping.remove(key);
    }
  }

  private void write(ClosenessChunk chunk) {
    for (Interaction interaction : chunk.getInteractions()) {
      Row row =
          new Row(
              interaction.getRecipientId(),
              chunk.getActorId(),
              chunk.getKind(),
              chunk.getObjectId(),
              interaction.getCommentId());
      writes.add(new Write(chunk.getOperation(), chunk.getVersion(), row));
    }
  }
}
