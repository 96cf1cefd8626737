package io.fanfare.agents.threads;

import java.util.concurrent.ThreadFactory;

/** Threads that do not keep the JVM from ending. */
public final class DaemonThreads {

  private DaemonThreads() {}

  /**
   * @param name of all of them, for logs and dumps
   */
  public static ThreadFactory named(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
