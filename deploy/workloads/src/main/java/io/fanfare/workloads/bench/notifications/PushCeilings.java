package io.fanfare.workloads.bench.notifications;

import io.fanfare.local.Checkout;
import io.fanfare.local.StackSettings;
import io.fanfare.local.process.JavaCommand;
import io.fanfare.local.process.Launch;
import io.fanfare.local.process.LogTail;
import io.fanfare.ops.OperationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a push costs in a process that does nothing else: the agent's own encryption and client.
 *
 * @param encryptedByJdk by the JDK's cryptography
 * @param encrypted by the cryptography that the agent uses here
 * @param posted the same request again and again, to the receiver of the benchmark
 * @param sent encrypted and posted
 */
record PushCeilings(Rate encryptedByJdk, Rate encrypted, Rate posted, Rate sent) {

  private static final String PROGRAM = "io.fanfare.agents.push.PushRates";
  private static final int LINES = 20;

  /** As the local stack's agents have. */
  private static final int LEAST_HEAP = 32;

  private static final int MOST_HEAP = 128;

  /**
   * @param perCpuSecond for a second of the process's CPU
   * @param perSecond for a second of the clock
   */
  record Rate(double perCpuSecond, double perSecond) {}

  /** Measures them, beside a stack that is idle. */
  static PushCeilings measure(StackSettings settings, String origin)
      throws IOException, InterruptedException {
    Path directory = Files.createDirectories(settings.home().data("push-ceilings"));
    Path output = directory.resolve("output.txt");
    int code = new Launch(command(settings, origin)).start(directory, output).waitFor();
    if (code != 0) {
      throw new OperationException(
          "The ceilings of pushes were not measured, exit code %d: %s"
              .formatted(code, LogTail.of(output, LINES)));
    }
    List<String> lines = Files.readAllLines(output);
    return new PushCeilings(
        rate("jdk-encrypted", lines),
        rate("encrypted", lines),
        rate("posted", lines),
        rate("sent", lines));
  }

  private static List<String> command(StackSettings settings, String origin) {
    Checkout checkout = settings.checkout();
    Path agents = checkout.agentsJar().toAbsolutePath().getParent();
    if (agents == null) {
      throw new IllegalStateException("A jar is in a directory.");
    }
    return JavaCommand.withHeap(LEAST_HEAP, MOST_HEAP)
        .jarsIn(agents)
        .jarsIn(checkout.agentsLibraries())
        .main(
            PROGRAM,
            "--endpoint",
            origin + "/ceiling",
            "--push-vapid-key-file",
            settings.secrets().vapidKeyFile(),
            "--push-subject",
            "mailto:operator@fanfare.example",
            "--push-open-url",
            origin + "/",
            "--push-allow-http",
            true,
            "--push-allowed-networks",
            "127.0.0.0/8");
  }

  private static Rate rate(String name, List<String> lines) {
    String[] words =
        lines.stream()
            .map(line -> line.split(" "))
            .filter(line -> line.length == 3 && line[0].equals(name))
            .findFirst()
            .orElseThrow(
                () -> new OperationException("The ceilings of pushes lack " + name + ": " + lines));
    return new Rate(Double.parseDouble(words[1]), Double.parseDouble(words[2]));
  }
}
