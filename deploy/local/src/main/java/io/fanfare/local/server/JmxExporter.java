package io.fanfare.local.server;

import io.fanfare.local.Ports;
import io.fanfare.local.StackSettings;
import io.fanfare.local.process.JavaCommand;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The JMX exporter, an agent in a server's JVM. */
final class JmxExporter {

  private JmxExporter() {}

  /**
   * Adds the agent to a server that is observed.
   *
   * @param rules name of its file in `deploy/observability/jmx`
   */
  static JavaCommand in(
      JavaCommand java, StackSettings settings, ServerFiles files, String rules, int port)
      throws IOException {
    if (!settings.isObserved()) {
      return java;
    }
    Path configured = Files.createDirectories(files.configuration()).resolve("jmx-exporter.yml");
    Files.copy(
        settings.checkout().observability("jmx/" + rules),
        configured,
        StandardCopyOption.REPLACE_EXISTING);
    return java.flag(
        "-javaagent:%s=%s:%d:%s".formatted(jar(settings), Ports.HOST, port, configured));
  }

  private static Path jar(StackSettings settings) throws IOException {
    Path libraries = settings.checkout().server("observability", "lib");
    try (DirectoryStream<Path> jars =
        Files.newDirectoryStream(libraries, "jmx_prometheus_javaagent-*.jar")) {
      return jars.iterator().next();
    }
  }
}
