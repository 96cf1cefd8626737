package io.fanfare.local.server;

import io.fanfare.local.StackSettings;
import io.fanfare.local.process.JavaCommand;
import io.fanfare.local.process.Launch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Stands in for the mailboxes, push services and webhooks of listeners. */
public final class ReceiversProcess extends StackServer {

  public static final String NAME = "receivers";

  public ReceiversProcess(StackSettings settings) {
    super(NAME, settings);
  }

  @Override
  public List<Integer> ports() {
    return List.of(settings.ports().receivers(), settings.ports().smtp());
  }

  @Override
  public Launch prepare() throws IOException {
    Path libraries = files.copyJars(settings.checkout().server("receivers", "lib"));
    return new Launch(
        files
            .inHome(JavaCommand.withHeap(32, 128).optimizeForStart())
            .jarsIn(libraries)
            .main(
                "io.fanfare.receivers.Receivers",
                "--port",
                settings.ports().receivers(),
                "--smtp-port",
                settings.ports().smtp()));
  }

  @Override
  public boolean ready() throws InterruptedException {
    return Reachable.byHttp(settings.ports().receivers(), "/ready");
  }
}
