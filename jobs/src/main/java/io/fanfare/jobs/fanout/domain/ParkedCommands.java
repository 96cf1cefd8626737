package io.fanfare.jobs.fanout.domain;

import io.fanfare.schemas.fanout.CommandQueue;
import io.fanfare.schemas.fanout.FollowerCommand;

/** Where a {@link FollowerShard} keeps the commands that it has not finished: state of one key. */
public interface ParkedCommands {

  CommandQueue queue();

  void setQueue(CommandQueue queue);

  FollowerCommand command(long number);

  void setCommand(long number, FollowerCommand command);

  void removeCommand(long number);
}
