package io.fanfare.local.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a server on the same Java runtime as this program. */
public final class JavaCommand {

  private final List<String> flags = new ArrayList<>();
  private final List<String> classPath = new ArrayList<>();

  private JavaCommand() {
    flags.add("-XX:+UseSerialGC");
    flags.add("-XX:+ExitOnOutOfMemoryError");
    // A killed JVM would leave these files in /tmp.
    flags.add("-XX:+PerfDisableSharedMem");
    flags.add("-Dfile.encoding=UTF-8");
    flags.add("-Djava.awt.headless=true");
  }

  /** A JVM with the bounds of its heap, in MiB. */
  public static JavaCommand withHeap(int min, int max) {
    return new JavaCommand().flag("-Xms" + min + "m").flag("-Xmx" + max + "m");
  }

  public JavaCommand flag(String flag) {
    flags.add(flag);
    return this;
  }

  /**
   * Shortens the start at the cost of speed: for a program that starts often and computes little.
   */
  public JavaCommand optimizeForStart() {
    // Such a JVM has room for 48 MB of compiled code by default, and interprets whatever comes
    // later.
    return flag("-XX:TieredStopAtLevel=1").flag("-XX:ReservedCodeCacheSize=240m");
  }

  public JavaCommand property(String name, Object value) {
    return flag("-D" + name + "=" + value);
  }

  public JavaCommand export(String module, String... packages) {
    for (String exported : packages) {
      flag("--add-exports=" + module + "/" + exported + "=ALL-UNNAMED");
    }
    return this;
  }

  public JavaCommand open(String module, String... packages) {
    for (String opened : packages) {
      flag("--add-opens=" + module + "/" + opened + "=ALL-UNNAMED");
    }
    return this;
  }

  /** Adds every jar of a directory. */
  public JavaCommand jarsIn(Path directory) {
    classPath.add(directory + "/*");
    return this;
  }

  /** The whole command line. */
  public List<String> main(String mainClass, Object... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.add("-cp");
    command.add(String.join(":", classPath));
    command.add(mainClass);
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return command;
  }
}
