package io.fanfare.jobs.fanout.histories;

import io.fanfare.jobs.fanout.domain.ParkedCommands;
import io.fanfare.schemas.fanout.CommandQueue;
import io.fanfare.schemas.fanout.FollowerCommand;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** A shard's queued commands in memory. */
final class InMemoryCommands implements ParkedCommands {

  final Map<Long, FollowerCommand> commands = new HashMap<>();
  private CommandQueue queue = new CommandQueue(0L, 0L, null);

  InMemoryCommands copy() {
    InMemoryCommands copy = new InMemoryCommands();
    copy.commands.putAll(commands);
    copy.queue = queue;
    return copy;
  }

  @Override
  public CommandQueue queue() {
    return queue;
  }

  @Override
  public void setQueue(CommandQueue changed) {
    queue = changed;
  }

  @Override
  public FollowerCommand command(long number) {
    return Objects.requireNonNull(commands.get(number));
  }

  @Override
  public void setCommand(long number, FollowerCommand command) {
    commands.put(number, command);
  }

  @Override
  public void removeCommand(long number) {
    commands.remove(number);
  }
}
