package io.fanfare.local.server;

import io.fanfare.local.Ports;
import io.fanfare.local.StackSettings;
import io.fanfare.local.process.JavaCommand;
import io.fanfare.local.process.Launch;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** `fanfare exporter`, which measures the pipeline. */
public final class ExporterProcess extends StackServer {

  public static final String NAME = "exporter";

  public ExporterProcess(StackSettings settings) {
    super(NAME, settings);
  }

  @Override
  public List<Integer> ports() {
    return List.of(settings.ports().exporter());
  }

  @Override
  public Launch prepare() throws IOException {
    Path[] jars =
        Stream.of(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)))
            .filter(part -> part.endsWith(".jar"))
            .map(Path::of)
            .toArray(Path[]::new);
    return new Launch(
        files
            .withLog4j(JavaCommand.withHeap(32, 128).optimizeForStart())
            .jarsIn(files.copyJars(jars))
            .main(
                "io.fanfare.ops.exporter.Exporter",
                settings.home().pipeline(),
                Ports.HOST,
                settings.ports().exporter(),
                settings.home().auditMetrics()));
  }

  @Override
  public boolean ready() throws InterruptedException {
    return Reachable.byHttp(settings.ports().exporter(), "/metrics");
  }
}
