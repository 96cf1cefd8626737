package io.fanfare.local.server;

import io.fanfare.local.StackSettings;
import io.fanfare.local.process.JavaCommand;
import io.fanfare.local.process.Launch;
import java.io.IOException;
import java.util.Map;

/** A server of the Flink session cluster. */
abstract class FlinkServer extends StackServer {

  /** The JobManager and the TaskManager use the same jars. */
  private static final String BUILT = "flink";

  FlinkServer(String name, StackSettings settings) {
    super(name, settings);
  }

  Launch launch(JavaCommand java, String mainClass, FlinkConfiguration configuration)
      throws IOException {
    // The web UI finds the log by this property.
    files.withLog4j(openModules(java)).property("log.file", files.log());
    // Records then read and write themselves, and Avro need not walk through their schemas.
    java.property("org.apache.avro.specific.use_custom_coders", true);
    files.configure("config.yaml", configuration.render(files.temporary()));
    java.jarsIn(settings.checkout().server(BUILT, "lib"));
    return new Launch(
        java.main(mainClass, "--configDir", files.configuration()),
        Map.of("FLINK_CONF_DIR", files.configuration().toString()));
  }

  /** Exports and opens the JDK packages that Flink uses. */
  private static JavaCommand openModules(JavaCommand java) {
    return java.export("java.base", "sun.net.util")
        .export("java.rmi", "sun.rmi.registry")
        .export(
            "jdk.compiler",
            "com.sun.tools.javac.api",
            "com.sun.tools.javac.file",
            "com.sun.tools.javac.parser",
            "com.sun.tools.javac.tree",
            "com.sun.tools.javac.util")
        .export("java.security.jgss", "sun.security.krb5")
        .open(
            "java.base",
            "java.lang",
            "java.net",
            "java.io",
            "java.nio",
            "sun.nio.ch",
            "java.lang.reflect",
            "java.text",
            "java.time",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "java.util.concurrent.locks");
  }
}
