package io.fanfare.local.server;

import io.fanfare.local.StackSettings;
import io.fanfare.local.process.JavaCommand;
import io.fanfare.local.process.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Flink's JobManager, with the REST interface and the web UI. */
public final class JobManagerServer extends FlinkServer {

  public static final String NAME = "jobmanager";

  private static final int HEAP_MEGABYTES = 320;

  public JobManagerServer(StackSettings settings) {
    super(NAME, settings);
  }

  @Override
  public List<Integer> ports() {
    return withMetrics(
        settings.ports().jobManagerReporter(),
        settings.ports().flink(),
        settings.ports().jobManagerRpc(),
        settings.ports().jobManagerBlobs(),
        settings.ports().jobManagerMetrics());
  }

  @Override
  public Launch prepare() throws IOException {
    Path uploads = Files.createDirectories(settings.home().run().resolve("jars"));
    FlinkConfiguration configuration =
        FlinkConfiguration.of(settings)
            .with("jobmanager.memory.process.size", "640m")
            .with("jobmanager.memory.heap.size", HEAP_MEGABYTES + "m")
            .with("metrics.internal.query-service.port", settings.ports().jobManagerMetrics())
            .with("web.upload.dir", uploads);
    if (settings.isObserved()) {
      configuration.withReporter(settings.ports().jobManagerReporter());
    }
    JavaCommand java =
        JavaCommand.withHeap(64, HEAP_MEGABYTES)
            .flag("-XX:MaxMetaspaceSize=256m")
            .optimizeForStart();
    return launch(
        java,
        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
        configuration);
  }

  @Override
  public boolean ready() throws InterruptedException {
    return Reachable.byHttp(settings.ports().flink(), "/overview");
  }
}
