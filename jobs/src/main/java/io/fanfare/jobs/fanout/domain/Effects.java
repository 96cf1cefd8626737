package io.fanfare.jobs.fanout.domain;

import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.dashboard.Lane;
import io.fanfare.schemas.fanout.FollowerCommand;

/** Where the effects of a decision go. */
public interface Effects {

  void chunk(Lane lane, FanOutChunk chunk);

  void command(FollowerCommand command);
}
