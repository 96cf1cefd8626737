package io.fanfare.local.server;

import io.fanfare.local.StackSettings;
import io.fanfare.local.process.JavaCommand;
import io.fanfare.local.process.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One Cassandra node. */
public final class CassandraServer extends StackServer {

  public static final String NAME = "cassandra";

  private static final int PROCESSORS = 2;

  public CassandraServer(StackSettings settings) {
    super(NAME, settings);
  }

  @Override
  public List<Integer> ports() {
    return withMetrics(
        settings.ports().cassandraMetrics(),
        settings.ports().cassandra(),
        settings.ports().cassandraStorage());
  }

  @Override
  public Launch prepare() throws IOException {
    Path libraries = settings.checkout().server(NAME, "lib");
    Files.createDirectories(files.data());
    Path yaml =
        files.configure(
            "cassandra.yaml", CassandraConfiguration.render(settings.ports(), files.data()));
    JavaCommand java =
        files
            .inHome(java(256, 768))
            // Written rows live until they are flushed. Copying them again and again within a large
            // young generation would cause long pauses.
            .flag("-Xmn96m")
            .flag("-XX:MaxTenuringThreshold=2")
            .flag("-XX:MaxDirectMemorySize=256m")
            .flag("-Xss384k")
            .flag("-javaagent:" + jamm(libraries))
            .property("jdk.attach.allowAttachSelf", true)
            .property("logback.configurationFile", files.copy("logback.xml"))
            .property("cassandra.config", yaml.toUri())
            .property("cassandra.storagedir", files.data())
            .property("cassandra-foreground", "yes")
            // One node has no others to gossip with, and no ring to wait for.
            .property("cassandra.skip_wait_for_gossip_to_settle", 0)
            .property("cassandra.ring_delay_ms", 0)
            .property("cassandra.superuser_setup_delay_ms", 0)
            .property("cassandra.available_processors", PROCESSORS)
            .property("io.netty.tryReflectionSetAccessible", true)
            .property("jna.nosys", true);
    JmxExporter.in(java, settings, files, "cassandra.yml", settings.ports().cassandraMetrics());
    return new Launch(
        openModules(java).jarsIn(libraries).main("org.apache.cassandra.service.CassandraDaemon"));
  }

  /** A program that runs with the libraries of Cassandra, and without it. */
  public static JavaCommand tool(StackSettings settings) throws IOException {
    Path libraries = settings.checkout().server(NAME, "lib");
    return openModules(JavaCommand.withHeap(256, 768))
        .flag("-javaagent:" + jamm(libraries))
        .property("jna.nosys", true)
        .jarsIn(libraries);
  }

  /** Cassandra opens this port as the last step of its start. */
  @Override
  public boolean ready() {
    return Reachable.byTcp(settings.ports().cassandra());
  }

  /** The agent that measures objects. Its option needs the exact file name. */
  private static Path jamm(Path libraries) throws IOException {
    try (var jars = Files.newDirectoryStream(libraries, "jamm-*.jar")) {
      return jars.iterator().next();
    }
  }

  /** Exports and opens the JDK packages that Cassandra uses. */
  private static JavaCommand openModules(JavaCommand java) {
    return java.export(
            "java.base",
            "jdk.internal.misc",
            "java.lang.ref",
            "jdk.internal.ref",
            "jdk.internal.util",
            "sun.nio.ch")
        .export("java.management.rmi", "com.sun.jmx.remote.internal.rmi")
        .export("java.rmi", "sun.rmi.registry", "sun.rmi.server")
        .export("java.sql", "java.sql")
        .export("jdk.unsupported", "sun.misc")
        .export("jdk.compiler", "com.sun.tools.javac.file")
        .open(
            "java.base",
            "java.lang.module",
            "jdk.internal.loader",
            "jdk.internal.ref",
            "jdk.internal.reflect",
            "jdk.internal.math",
            "jdk.internal.module",
            "jdk.internal.util.jar",
            "sun.nio.ch",
            "java.io",
            "java.nio",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "java.lang",
            "java.math",
            "java.lang.reflect",
            "java.net")
        .open("jdk.management", "com.sun.management.internal")
        .open("jdk.compiler", "com.sun.tools.javac");
  }
}
