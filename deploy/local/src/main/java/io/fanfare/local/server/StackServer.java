package io.fanfare.local.server;

import io.fanfare.local.StackSettings;

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
}
