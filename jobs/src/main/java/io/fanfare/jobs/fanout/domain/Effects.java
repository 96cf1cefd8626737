package io.fanfare.jobs.fanout.domain;

import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.dashboard.Lane;
import io.fanfare.schemas.fanout.FollowerCommand;

/** Receives the effects of a decision. */
public interface Effects {

  void chunk(Lane lane, FanOutChunk chunk);

  void command(FollowerCommand command);
}
