package io.fanfare.jobs.fanout.domain;

import io.fanfare.schemas.fanout.CommandQueue;
import io.fanfare.schemas.fanout.FollowerCommand;

/** The state of one key in which a {@link FollowerShard} queues unfinished commands. */
public interface ParkedCommands {

  CommandQueue queue();

  void setQueue(CommandQueue queue);

  FollowerCommand command(long number);

  void setCommand(long number, FollowerCommand command);

  void removeCommand(long number);
}
