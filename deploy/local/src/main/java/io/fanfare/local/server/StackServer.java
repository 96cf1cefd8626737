package io.fanfare.local.server;

import io.fanfare.local.StackSettings;
import io.fanfare.local.process.JavaCommand;
import java.util.ArrayList;
import java.util.List;

/** A server with its settings and its files in the stack's home. */
abstract class StackServer implements Server {

  final StackSettings settings;
  final ServerFiles files;
  private final String name;

  StackServer(String name, StackSettings settings) {
    this.name = name;
    this.settings = settings;
    this.files = new ServerFiles(settings.home(), name);
  }

  @Override
  public final String name() {
    return name;
  }

  /** These ports, and that of the server's metrics if it is observed. */
  final List<Integer> withMetrics(int metrics, Integer... ports) {
    List<Integer> all = new ArrayList<>(List.of(ports));
    if (settings.isObserved()) {
      all.add(metrics);
    }
    return all;
  }

  /** The command of a server that computes much, with the bounds of its heap, in MiB. */
  final JavaCommand java(int min, int max) {
    JavaCommand java = JavaCommand.withHeap(min, max);
    return settings.isShortLived() ? java.optimizeForStart() : java;
  }
}
