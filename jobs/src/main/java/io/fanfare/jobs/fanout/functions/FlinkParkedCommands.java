package io.fanfare.jobs.fanout.functions;

import io.fanfare.jobs.fanout.domain.ParkedCommands;
import io.fanfare.jobs.runtime.KeyedMap;
import io.fanfare.jobs.runtime.KeyedValue;
import io.fanfare.schemas.fanout.CommandQueue;
import io.fanfare.schemas.fanout.FollowerCommand;
import java.util.Objects;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;

/** The queued commands of the current shard. */
public final class FlinkParkedCommands implements ParkedCommands {

  private static final CommandQueue EMPTY = new CommandQueue(0L, 0L, null);

  private final KeyedValue<CommandQueue> queue;
  private final KeyedMap<Long, FollowerCommand> commands;

  public FlinkParkedCommands(RuntimeContext context) {
    queue = new KeyedValue<>(context, "command-queue", new AvroTypeInfo<>(CommandQueue.class));
    commands =
        new KeyedMap<>(context, "commands", Types.LONG, new AvroTypeInfo<>(FollowerCommand.class));
  }

  @Override
  public CommandQueue queue() {
    CommandQueue known = queue.get();
    return known == null ? EMPTY : known;
  }

  @Override
  public void setQueue(CommandQueue changed) {
    queue.set(changed.equals(EMPTY) ? null : changed);
  }

  @Override
  public FollowerCommand command(long number) {
    return Objects.requireNonNull(commands.get(number), "a queued command is in the state");
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
