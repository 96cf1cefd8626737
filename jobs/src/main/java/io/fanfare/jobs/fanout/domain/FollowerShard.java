package io.fanfare.jobs.fanout.domain;

import io.fanfare.jobs.runtime.domain.IdList;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.EntryOperation;
import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.fanout.CommandQueue;
import io.fanfare.schemas.fanout.FollowerCommand;
import io.fanfare.schemas.fanout.FollowerOperation;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One shard of an actor's followers. It applies its commands strictly in order, a quantum at a
 * time. It parks the position of an unfinished fan-out and queues the commands behind it, so that
 * other keys and checkpoint barriers get through.
 *
 * <p>All its effects are batch work: an actor with shards has thousands of followers, even if this
 * shard has few of them.
 */
public final class FollowerShard {

  private final IdList followers;
  private final ParkedCommands parked;
  private final int quantum;

  /**
   * @param quantum blocks of followers that one call handles at most
   */
  public FollowerShard(IdList followers, ParkedCommands parked, int quantum) {
    this.followers = followers;
    this.parked = parked;
    this.quantum = quantum;
  }

  /** Queues a command and runs it if it is the first; returns true if work is left. */
  public boolean enqueue(FollowerCommand command, Consumer<FanOutChunk> effects) {
    CommandQueue queue = parked.queue();
    parked.setCommand(queue.getNext(), command);
    parked.setQueue(new CommandQueue(queue.getFirst(), queue.getNext() + 1, queue.getDueBlock()));
    boolean waiting = queue.getFirst() < queue.getNext();
    return waiting || run(effects);
  }

  /** Does a quantum of the queued work; returns true if some of it is left. */
  public boolean run(Consumer<FanOutChunk> effects) {
    CommandQueue queue = parked.queue();
    long first = queue.getFirst();
    Long dueBlock = queue.getDueBlock();
    int budget = quantum;
    while (first < queue.getNext() && budget > 0) {
      FollowerCommand command = parked.command(first);
      Progress progress = apply(command, dueBlock, budget, effects);
      budget -= progress.blocks();
      dueBlock = progress.dueBlock();
      if (dueBlock == null) {
        parked.removeCommand(first++);
      }
    }
    boolean left = first < queue.getNext();
    parked.setQueue(
        left ? new CommandQueue(first, queue.getNext(), dueBlock) : new CommandQueue(0L, 0L, null));
    return left;
  }

  /** The version of the oldest queued command; null if there is none. */
  public @Nullable Long oldestParked() {
    CommandQueue queue = parked.queue();
    return queue.getFirst() < queue.getNext()
        ? parked.command(queue.getFirst()).getVersion()
        : null;
  }

  /**
   * @param blocks how many blocks were handled
   * @param dueBlock the block to continue with; null if the command is finished
   */
  private record Progress(int blocks, @Nullable Long dueBlock) {}

  private Progress apply(
      FollowerCommand command, @Nullable Long dueBlock, int budget, Consumer<FanOutChunk> effects) {
    switch (command.getOperation()) {
      case FOLLOW -> command.getFollowers().forEach(followers::add);
      case UNFOLLOW -> command.getFollowers().forEach(followers::remove);
      case SETTLE ->
          command.getFollowers().forEach(follower -> resolve(command, follower, effects));
      case DELIVER, WITHDRAW -> {
        return fanOut(command, dueBlock, budget, effects);
      }
      case PASS -> throw new IllegalArgumentException("A marker reached a shard as a command");
    }
    return new Progress(1, null);
  }

  private void resolve(FollowerCommand command, long follower, Consumer<FanOutChunk> effects) {
    EntryOperation operation =
        followers.contains(follower) ? EntryOperation.DELIVER : EntryOperation.WITHDRAW;
    effects.accept(
        Chunks.of(operation, Decision.of(command), command.getActivity(), new long[] {follower}));
  }

  private Progress fanOut(
      FollowerCommand command, @Nullable Long dueBlock, int budget, Consumer<FanOutChunk> effects) {
    long[] numbers = followers.blockNumbers();
    int from = dueBlock == null ? 0 : Arrays.binarySearch(numbers, dueBlock);
    int to = Math.min(from + budget, numbers.length);
    for (int block = from; block < to; block++) {
      effects.accept(chunk(command, followers.ids(numbers[block])));
    }
    // Even a command for an empty shard costs: a long queue of them must not run in one call.
    return new Progress(Math.max(1, to - from), to < numbers.length ? numbers[to] : null);
  }

  private static FanOutChunk chunk(FollowerCommand command, long[] recipients) {
    EntryOperation operation =
        command.getOperation() == FollowerOperation.DELIVER
            ? EntryOperation.DELIVER
            : EntryOperation.WITHDRAW;
    Activity activity = command.getActivity();
    return Chunks.of(operation, Decision.of(command), activity, recipients);
  }
}
