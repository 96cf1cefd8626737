package io.fanfare.jobs.search.domain;

import io.fanfare.jobs.runtime.domain.IdList;
import io.fanfare.jobs.runtime.domain.InMemoryBlocks;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.search.Counted;
import io.fanfare.schemas.search.Counts;
import io.fanfare.schemas.search.Document;
import io.fanfare.schemas.search.DocumentChange;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.search.DocumentRow;
import io.fanfare.schemas.search.OwnerChange;
import io.fanfare.schemas.search.OwnerNames;
import io.fanfare.schemas.search.OwnerSweep;
import io.fanfare.schemas.search.PlaysChange;
import io.fanfare.schemas.search.Tally;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The search job without Flink: all documents and owners in one place. The parts of owners reach
 * the documents on a way of their own, so they may overtake other changes, or be overtaken.
 */
final class SearchInMemory {

  record Key(DocumentKind kind, long id) {}

  /** All documents written, in this order. */
  final List<Document> writes = new ArrayList<>();

  private final Map<Key, InMemoryDocument> documents = new HashMap<>();
  private final Map<Long, InMemoryOwner> owners = new HashMap<>();

  /** Changes on their way: straight from the log, from stats, to each owner, from each owner. */
  private final Deque<DocumentChange> straight = new ArrayDeque<>();

  private final Deque<DocumentChange> plays = new ArrayDeque<>();
  private final Map<Long, Deque<OwnerChange>> toOwner = new HashMap<>();
  private final Map<Long, Deque<DocumentChange>> fromOwner = new HashMap<>();
  private final Set<Long> sweeping = new HashSet<>();
  private final Set<Key> waiting = new HashSet<>();

  private final OwnerRule ownerRule = new OwnerRule(1);
  private final DocumentRule documentRule = new DocumentRule();
  private final int mostInBlock;
  private final Random interleaving;

  SearchInMemory(int mostInBlock, Random interleaving) {
    this.mostInBlock = mostInBlock;
    this.interleaving = interleaving;
  }

  /** Sends a change on its way, and lets others proceed. */
  void read(ModelBroadcast change, long version) {
    send(change, version);
    int steps = interleaving.nextInt(4);
    for (int step = 0; step < steps; step++) {
      step();
    }
  }

  /** The stats job emits how often a track was played. */
  void play(long track, long times) {
    plays.add(new DocumentChange(DocumentKind.TRACK, track, 0L, false, new PlaysChange(times)));
  }

  /** A change arrives at the documents it concerns, before any timer. */
  void receive(ModelBroadcast change, long version) {
    send(change, version);
    straight.forEach(this::document);
    straight.clear();
  }

  private void send(ModelBroadcast change, long version) {
    SearchChanges changes = SearchChanges.of(change, version);
    straight.addAll(changes.documents());
    changes.owners().forEach(owner -> queue(toOwner, owner.getUserId()).add(owner));
  }

  /** Runs until nothing is on its way and nothing waits. */
  void drain() {
    while (isAnythingLeft()) {
      step();
    }
  }

  private boolean isAnythingLeft() {
    return !straight.isEmpty()
        || !plays.isEmpty()
        || !sweeping.isEmpty()
        || !waiting.isEmpty()
        || toOwner.values().stream().anyMatch(queue -> !queue.isEmpty())
        || fromOwner.values().stream().anyMatch(queue -> !queue.isEmpty());
  }

  private void step() {
    switch (interleaving.nextInt(6)) {
      case 0 -> next(straight, this::document);
      case 4 -> next(plays, this::document);
      case 1 -> toOwner.values().forEach(queue -> next(queue, this::owner));
      case 2 -> fromOwner.values().forEach(queue -> next(queue, this::document));
      case 3 -> List.copyOf(sweeping).forEach(this::sweep);
      default -> List.copyOf(waiting).forEach(this::flush);
    }
  }

  private <T> void next(Deque<T> queue, java.util.function.Consumer<T> taken) {
    int count = interleaving.nextInt(3);
    for (int i = 0; i < count && !queue.isEmpty(); i++) {
      taken.accept(queue.remove());
    }
  }

  private void owner(OwnerChange change) {
    long id = change.getUserId();
    if (ownerRule.apply(change, stateOf(id), queue(fromOwner, id)::add)) {
      sweeping.add(id);
    }
  }

  private void sweep(long id) {
    if (!ownerRule.sweep(id, stateOf(id), queue(fromOwner, id)::add)) {
      sweeping.remove(id);
    }
  }

  private void document(DocumentChange change) {
    Key key = new Key(change.getKind(), change.getId());
    if (documentRule.apply(change, stateOf(key), writes::add)) {
      waiting.add(key);
    }
  }

  private void flush(Key key) {
    documentRule.flush(key.kind(), key.id(), stateOf(key), writes::add);
    waiting.remove(key);
  }

  private InMemoryOwner stateOf(long owner) {
    return owners.computeIfAbsent(owner, id -> new InMemoryOwner(mostInBlock));
  }

  private InMemoryDocument stateOf(Key key) {
    return documents.computeIfAbsent(key, id -> new InMemoryDocument(mostInBlock));
  }

  private static <T> Deque<T> queue(Map<Long, Deque<T>> queues, long id) {
    return queues.computeIfAbsent(id, newId -> new ArrayDeque<>());
  }

  private static final class InMemoryOwner implements OwnerState {
    private final Map<DocumentKind, IdList> owned = new EnumMap<>(DocumentKind.class);
    private final int mostInBlock;
    private @Nullable OwnerNames names;
    private @Nullable OwnerSweep sweep;

    InMemoryOwner(int mostInBlock) {
      this.mostInBlock = mostInBlock;
    }

    @Override
    public @Nullable OwnerNames names() {
      return names;
    }

    @Override
    public void setNames(@Nullable OwnerNames changed) {
      names = changed;
    }

    @Override
    public IdList owned(DocumentKind kind) {
      return owned.computeIfAbsent(kind, any -> new IdList(new InMemoryBlocks(), mostInBlock));
    }

    @Override
    public @Nullable OwnerSweep sweep() {
      return sweep;
    }

    @Override
    public void setSweep(@Nullable OwnerSweep changed) {
      sweep = changed;
    }
  }

  private static final class InMemoryDocument implements DocumentState {
    private final Map<Counted, IdList> counted = new EnumMap<>(Counted.class);
    private final int mostInBlock;
    private DocumentRow row = DocumentRow.newBuilder().build();
    private Tally tally = new Tally(0L, new Counts(0L, 0L, 0L, 0L, 0L), null, false);

    InMemoryDocument(int mostInBlock) {
      this.mostInBlock = mostInBlock;
    }

    @Override
    public DocumentRow row() {
      return row;
    }

    @Override
    public void setRow(DocumentRow changed) {
      row = changed;
    }

    @Override
    public Tally tally() {
      return tally;
    }

    @Override
    public void setTally(Tally changed) {
      tally = changed;
    }

    @Override
    public IdList counted(Counted kind) {
      return counted.computeIfAbsent(kind, any -> new IdList(new InMemoryBlocks(), mostInBlock));
    }
  }
}
