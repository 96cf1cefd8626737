package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fanfare.local.Checkout;
import io.fanfare.local.packages.DebianPackages;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The sample agent of the docs, in Python, reads a topic as anybody's agent would. */
@ExtendWith(SharedStack.class)
class SampleAgentITCase {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Path ROOT = Checkout.around(Path.of("")).root();

  /** The C library of this machine is the right one. */
  private static final Pattern NEEDLESS = Pattern.compile("libc6|libcrypt1|debconf|media-types");

  @TempDir private Path folder;

  @Test
  void readsWhatTheJobEmits() throws Exception {
    DebianPackages python =
        new DebianPackages(
            Path.of("target", "python"),
            "The test of the sample agent runs on Debian, whose apt fetches Python into target/.");
    python.fetch(List.of(), List.of("python3-kafka", "python3-avro", "python3-lz4"), NEEDLESS);
    try (Application application = new Application()) {
      long artist = application.user();
      long listener = application.user();
      application.follow(listener, artist);
      application.execute(
          "INSERT INTO notification_settings (user_id, channel, activity_type, enabled)"
              + " VALUES (?, 'webhook', 'track', TRUE)",
          listener);
      Path output = folder.resolve("output");
      Process agent = start(python.root(), output);
      try {
        long track = application.track(artist);
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(Files.readString(output))
                        .contains("\"to\": " + listener)
                        .contains("\"object_id\": " + track));
      } finally {
        agent.destroy();
      }
    }
  }

  private static Process start(Path python, Path output) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            python.resolve("usr/bin/python3").toString(),
            ROOT.resolve("docs/sample-agent.py").toString(),
            SharedStack.get().addresses().kafka().bootstrap(),
            Channels.topic(Channel.WEBHOOK, false),
            ROOT.resolve(
                    "schemas/src/main/resources/released/"
                        + "io.fanfare.schemas.notifications.Notification")
                .toString());
    builder.environment().put("PYTHONHOME", python.resolve("usr").toString());
    builder
        .environment()
        .put("LD_LIBRARY_PATH", python.resolve("usr/lib/x86_64-linux-gnu").toString());
    return builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
  }
}
