package io.fanfare.local.server;

import io.fanfare.local.process.Launch;
import java.io.IOException;
import java.util.List;

/** A server of the stack: how it is prepared and started, and when it is ready. */
public interface Server {

  String name();

  /** Every port that it listens on; the first is the one that its clients use. */
  List<Integer> ports();

  /**
   * Writes the configuration, makes the server's store if there is none, and says what to run.
   * Called before each start, so also after a crash.
   */
  Launch prepare() throws IOException, InterruptedException;

  /** Looks once whether the server serves its clients. */
  boolean ready() throws InterruptedException;
}
