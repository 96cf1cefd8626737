package io.fanfare.jobs.fanout.histories;

import io.fanfare.jobs.fanout.domain.FollowerShard;
import io.fanfare.jobs.runtime.domain.IdList;
import io.fanfare.jobs.runtime.domain.InMemoryBlocks;
import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.fanout.FollowerCommand;
import java.util.function.Consumer;

/** A shard and its state in memory. */
final class InMemoryShard {

  private final InMemoryBlocks blocks;
  private final InMemoryCommands parked;
  private final int quantum;
  private final FollowerShard rule;

  InMemoryShard(int quantum) {
    this(new InMemoryBlocks(), new InMemoryCommands(), quantum);
  }

  private InMemoryShard(InMemoryBlocks blocks, InMemoryCommands parked, int quantum) {
    this.blocks = blocks;
    this.parked = parked;
    this.quantum = quantum;
    this.rule = new FollowerShard(new IdList(blocks), parked, quantum);
  }

  InMemoryShard copy() {
    return new InMemoryShard(blocks.copy(), parked.copy(), quantum);
  }

  InMemoryShard withoutParked() {
    return new InMemoryShard(blocks.copy(), new InMemoryCommands(), quantum);
  }

  boolean isBusy() {
    return !parked.commands.isEmpty();
  }

  void enqueue(FollowerCommand command, Consumer<FanOutChunk> effects) {
    rule.enqueue(command, effects);
  }

  void run(Consumer<FanOutChunk> effects) {
    rule.run(effects);
  }
}
