package io.fanfare.jobs.fanout.histories;

import io.fanfare.jobs.fanout.domain.FollowerBucket;
import io.fanfare.jobs.runtime.domain.IdList;
import io.fanfare.jobs.runtime.domain.InMemoryBlocks;
import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.fanout.FollowerCommand;
import java.util.function.Consumer;

/** A bucket and its state in memory. */
final class InMemoryBucket {

  private final InMemoryBlocks blocks;
  private final InMemoryCommands parked;
  private final int quantum;
  private final FollowerBucket rule;

  InMemoryBucket(int quantum) {
    this(new InMemoryBlocks(), new InMemoryCommands(), quantum);
  }

  private InMemoryBucket(InMemoryBlocks blocks, InMemoryCommands parked, int quantum) {
    this.blocks = blocks;
    this.parked = parked;
    this.quantum = quantum;
    this.rule = new FollowerBucket(new IdList(blocks), parked, quantum);
  }

  InMemoryBucket copy() {
    return new InMemoryBucket(blocks.copy(), parked.copy(), quantum);
  }

  InMemoryBucket withoutParked() {
    return new InMemoryBucket(blocks.copy(), new InMemoryCommands(), quantum);
  }

  boolean isBusy() {
    return !parked.commands.isEmpty();
  }

  void take(FollowerCommand command, Consumer<FanOutChunk> effects) {
    rule.take(command, effects);
  }

  void run(Consumer<FanOutChunk> effects) {
    rule.run(effects);
  }
}
