package io.fanfare.local.server;

import io.fanfare.local.process.Launch;
import java.io.IOException;
import java.util.List;

/** A server of the stack: prepares its start, and checks whether it is ready. */
public interface Server {

  String name();

  /** Every port that it listens on; the first is the one that its clients use. */
  List<Integer> ports();

  /**
   * Writes the configuration, creates the server's store if it is missing, and returns the command
   * line. Called before each start, also after a crash.
   */
  Launch prepare() throws IOException, InterruptedException;

  /** Checks once whether the server serves its clients. */
  boolean ready() throws InterruptedException;
}
